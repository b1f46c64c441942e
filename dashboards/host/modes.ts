/** The modes in which a core works; in the others it is idle or waits for a disk. */
export const busyModes = ['user', 'nice', 'system', 'interrupt', 'steal'];
