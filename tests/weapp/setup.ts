import { takeTrouble } from './phone/trouble'

/** What goes wrong on a phone fails the test it goes wrong in, without the test's saying so. */
afterEach(() => expect(takeTrouble()).toEqual([]))
