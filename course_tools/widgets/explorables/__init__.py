"""The explorables of the lessons, one module a lesson. A module is loaded when its picture is."""
