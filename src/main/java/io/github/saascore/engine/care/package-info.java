/** What stands between users and the loss of their data: protection, previews, trash, backups. */
package io.github.saascore.engine.care;
