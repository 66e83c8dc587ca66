/** Whether a policy's text has a significant change. */
export const hasNews = (policy: string): boolean => /"significant":\s*true/.test(policy);

/** Revision of which the person has said that they have read what changed. */
export const newsKey = (profile: string): string => `carrel/${profile}/read`;
