"""Lesson mode for JupyterLab and the launcher of the course.

``grammar`` says what a lesson is, ``clean`` how its file is stored, ``signing`` which files are signed, ``server`` is
the server's side, ``launch`` starts it, ``labextension`` is what runs in the browser, ``kernelspec`` is the kernel.
"""
