/** What of the revisions is in a database already: learned in a scratch database, and compared. */
package io.github.saascore.engine.adopt;
