/** What the line over a lesson, and its one question, say. */

const SAFE = 'What you saved is safe.';

export const START = 'Start this lesson';
export const START_AGAIN = 'Start this lesson again';
export const GO_ON = 'Go on with this lesson';
export const HOME = 'Start here';
export const PREVIOUS = 'Previous lesson: ';
export const NEXT = 'Next lesson: ';

export const SAYS = {
  getting: 'Getting this lesson ready…',
  ready: 'Ready',
  ask: 'This lesson came from somewhere else, so it waits for you before it starts.',
  again: `This lesson is starting again. ${SAFE}`,
  stopping: `This lesson is being stopped. ${SAFE}`,
  stopped: `This lesson stopped. ${SAFE} Press the button to go on.`,
  slow: `This lesson takes longer than usual. ${SAFE} You can wait, or press the button.`,
  failed: `Part of this lesson did not start. ${SAFE} Press the button; if that does not help, tell the person who runs the course.`,
  kernel: `This lesson was moved to another kernel, so it cannot go on. ${SAFE} Press the button to put it back.`,
  down: `The course's server does not answer. ${SAFE} Start the course again the way you started it before, and this lesson goes on by itself.`,
  elsewhere: `The course was started again and asks who you are. ${SAFE} Open the address that it shows, and go on from there.`,
  grammar: 'The rules for lessons could not be loaded, so nothing was started. Please load this page again.',
  kept: `Press “${START_AGAIN}” to have it as it came.`,
  notPutBack: `The lesson could not be put back as it came. ${SAFE} Try again, or tell the person who runs the course.`
};

export const ASK_AGAIN = {
  title: 'Start this lesson again?',
  body:
    'It runs again from the top, as it came with the course. The answers that you saved stay. ' +
    'If the lesson was changed, the changed version is kept too, in the folder “earlier”.',
  yes: 'Start again',
  no: 'Cancel'
};

export const ASK_MEND = {
  title: 'This lesson cannot be read',
  body:
    'Its file is damaged or gone. It can be put back as it came with the course. The answers that you saved stay. ' +
    'A damaged file is kept too, in the folder “earlier”.',
  yes: 'Put it back',
  no: 'Cancel'
};
