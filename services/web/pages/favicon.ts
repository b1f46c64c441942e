/** A tide, as a picture. */
export const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3.5" fill="#1f6feb"/><path d="M2 10.5c2 0 2-5 4-5s2 5 4 5 2-5 4-5" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></svg>`;
