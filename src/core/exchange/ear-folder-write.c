/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing to the exchange folder: whole beside, read back, remembered, then named; and taking away what that supersedes. */
#include "ear-folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ear-bundle.h"
#include "ear-seal-format.h"

typedef struct
{
  EarStore *store;
  EarFolderLook *look;
  EarFolderReaders *readers;
  EarFolderPlan plan;
  EarId device;
  EarFolderWritten *written;
  EarProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} Writer;

static void
writer_clear (Writer *self)
{
  ear_folder_look_free (self->look);
  ear_folder_readers_free (self->readers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

void
ear_folder_written_clear (EarFolderWritten *written)
{
  g_clear_pointer (&written->name, g_free);
  *written = (EarFolderWritten) { 0 };
}

static void
fail (const Writer *self, int code, GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->look->settings->path);

  g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
               _ ("Nothing could be written to the exchange folder “%s”: %s. Your workbook is safe, and what is in the folder is as "
                  "it was. Try again once that is put right."),
               shown, g_strerror (code));
}

/**
 * ear_folder_is_stale:
 * @whole: the number of our newest file there that holds everything
 * @stale: (out): whether the file is ours and that one takes its place
 *
 * A file that this laptop signed and does not remember is ours as well: the workbook went back to a backup since. It is
 * merged by then. A plain one proves nothing, and is left alone.
 */
gboolean
ear_folder_is_stale (EarStore *store, GPtrArray *own, const EarFolderFile *file, gint64 whole, gboolean *stale, GError **error)
{
  EarFolderTaken taken;
  gboolean found;
  EarId device;

  *stale = FALSE;
  if (file->fate == EAR_FOLDER_OWN)
    {
      for (guint i = 0; i < own->len; i++)
        {
          const EarFolderOwn *each = own->pdata[i];

          *stale = *stale || (each->n < whole && memcmp (each->hash, file->facts->hash, sizeof each->hash) == 0);
        }
      return TRUE;
    }
  if (!file->facts->is_signed || !ear_store_get_device (store, &device, NULL) || !ear_id_equal (&device, &file->device))
    return TRUE;
  if (!ear_store_folder_find_taken (store, file->facts->hash, &taken, &found, error))
    return FALSE;
  *stale = found && !taken.waits && taken.own_before < whole;
  return TRUE;
}

static gboolean
remove_file (Writer *self, const EarFolderFile *file, GError **error)
{
  struct stat now;

  /* Not what somebody put in its place a moment ago. */
  if (lstat (file->path, &now) != 0 || !ear_folder_same_file (&now, &file->facts->info))
    return TRUE;
  if (g_unlink (file->path) != 0 && errno != ENOENT)
    {
      fail (self, errno, error);
      return FALSE;
    }
  self->written->n_removed++;
  return TRUE;
}

static void
sync_folder (const Writer *self)
{
  int fd = g_open (self->look->settings->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* Only once the file that holds everything is on the disk. */
static gboolean
remove_superseded (Writer *self, gint64 whole, GError **error)
{
  g_autoptr (GPtrArray) own = ear_store_folder_list_own (self->store, error);

  if (own == NULL)
    return FALSE;
  for (guint i = 0; whole > 0 && i < self->look->files->len; i++)
    {
      const EarFolderFile *file = self->look->files->pdata[i];
      gboolean stale = FALSE;

      if ((file->fate == EAR_FOLDER_OWN || file->fate == EAR_FOLDER_MERGED)
          && !ear_folder_is_stale (self->store, own, file, whole, &stale, error))
        return FALSE;
      if (stale && !remove_file (self, file, error))
        return FALSE;
    }
  if (self->written->n_removed > 0)
    sync_folder (self);
  self->written->held_erased = self->written->n_removed > 0 && self->plan.holds_erased;
  return TRUE;
}

/* What a program that was killed while it wrote has left. */
static void
remove_unfinished (const Writer *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->look->settings->path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->look->settings->path, name, NULL);

      if (ear_folder_is_unfinished (&self->device, name))
        g_unlink (path);
    }
}

static gboolean
export (Writer *self, const char *path, GError **error)
{
  const EarFolderSettings *settings = self->look->settings;
  EarExportOptions options
    = { .in_folder = TRUE, .changed_since = self->plan.due == EAR_FOLDER_CHANGES_DUE ? self->plan.since : 0 };
  guint8 salt[EAR_SEAL_SALT_BYTES];
  EarSealFor whom = {
    .devices = (const EarId *) (gconstpointer) self->readers->devices->data,
    .n_devices = self->readers->devices->len,
    .passphrase = settings->seal == EAR_FOLDER_FOR_PASSPHRASE ? settings->passphrase : NULL,
    .salt = salt,
  };

  if (settings->seal == EAR_FOLDER_FOR_PASSPHRASE && !ear_folder_salt (self->store, salt, error))
    return FALSE;
  if (settings->seal == EAR_FOLDER_PLAIN)
    return ear_bundle_export (self->store, path, &options, self->progress, self->progress_data, self->cancellable, error);
  return ear_seal_export (self->store, path, &whom, &options, self->progress, self->progress_data, self->cancellable, error);
}

static gboolean
note (Writer *self, EarFolderOwn *own, GError **error)
{
  if (!ear_store_begin (self->store, error))
    return FALSE;
  if (ear_store_folder_note_own (self->store, own, error))
    return ear_store_commit (self->store, error);
  ear_store_rollback (self->store);
  return FALSE;
}

static void
forget (Writer *self, gint64 n)
{
  if (!ear_store_begin (self->store, NULL))
    return;
  if (ear_store_folder_forget_own (self->store, n, NULL))
    ear_store_commit (self->store, NULL);
  else
    ear_store_rollback (self->store);
}

/* A file that got its name but is not remembered would be taken for another's; one that is remembered but is not there only
 * makes the next one hold everything. */
static gboolean
give_name (Writer *self, const char *unfinished, EarFolderOwn *own, GError **error)
{
  g_autofree char *name = ear_folder_name (&self->device, own->n, own->whole, self->readers->tag, own->hash,
                                           self->look->settings->seal != EAR_FOLDER_PLAIN);
  g_autofree char *path = g_build_filename (self->look->settings->path, name, NULL);

  if (!note (self, own, error))
    return FALSE;
  if (g_rename (unfinished, path) != 0)
    {
      fail (self, errno, error);
      forget (self, own->n);
      return FALSE;
    }
  sync_folder (self);
  self->written->wrote = self->plan.due;
  self->written->name = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
write_file (Writer *self, GError **error)
{
  g_autofree char *name = ear_folder_unfinished_name (&self->device);
  g_autofree char *unfinished = g_build_filename (self->look->settings->path, name, NULL);
  EarFolderOwn own = {
    .n = self->plan.next,
    .whole = self->plan.due == EAR_FOLDER_ALL_DUE,
    .sequence = ear_store_get_sequence (self->store),
    .erasures = ear_store_folder_erasures (self->store, error),
    .clock = ear_store_get_clock (self->store),
    .sealed_for = self->readers->sealed_for,
  };
  gboolean cancelled, done;
  struct stat info;

  if (own.erasures < 0 || !export (self, unfinished, error))
    return FALSE;
  /* What cannot be read back as it is was not written well. */
  done = ear_folder_hash (unfinished, own.hash, &info, &cancelled, NULL);
  own.bytes = done ? (guint64) info.st_size : 0;
  if (!done)
    fail (self, EIO, error);
  done = done && give_name (self, unfinished, &own, error);
  if (!done)
    g_unlink (unfinished);
  return done && (!own.whole || remove_superseded (self, own.n, error));
}

/* Nothing that may travel changed: what did is looked through only once. */
static gboolean
cover (Writer *self, GError **error)
{
  if (self->plan.whole == 0 || self->plan.since == ear_store_get_sequence (self->store))
    return TRUE;
  if (!ear_store_begin (self->store, error))
    return FALSE;
  if (ear_store_folder_cover (self->store, self->plan.since, error))
    return ear_store_commit (self->store, error);
  ear_store_rollback (self->store);
  return FALSE;
}

static gboolean
check_folder (const Writer *self, GError **error)
{
  const EarFolderSettings *settings = self->look->settings;
  g_autofree char *shown = settings->path == NULL ? NULL : g_filename_display_name (settings->path);

  if (settings->path == NULL)
    g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                         _ ("No exchange folder is set for this workbook. Nothing was written. Choose one first."));
  else if (!self->look->is_there)
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                 _ ("The exchange folder “%s” is not there. Nothing was written, and your workbook is safe. If it is on a USB "
                    "stick or a share, connect that, then try again."),
                 shown);
  else if (!self->look->can_write)
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                 _ ("You may not write to the exchange folder “%s”. Nothing was written; what others put there can still be "
                    "merged. Ask whoever shares it with you, or choose another."),
                 shown);
  else if (self->look->too_many)
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_LIMIT,
                 _ ("There are more than %d files in the exchange folder “%s”, so it cannot be told which are ours. Nothing was "
                    "written. Choose a folder of its own for the exchange."),
                 EAR_FOLDER_MAX_NAMES, shown);
  else
    return TRUE;
  return FALSE;
}

/* A file that nobody but us can open is of no use to anybody. */
static gboolean
check_readers (const Writer *self, GError **error)
{
  if (self->look->settings->seal != EAR_FOLDER_FOR_DEVICES)
    return TRUE;
  if (self->readers->devices->len > EAR_SEAL_MAX_RECIPIENTS)
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_LIMIT,
                 _ ("A file can be sealed for at most %d devices, and %u are accepted. Nothing was written. Seal what goes to this "
                    "folder with a passphrase instead."),
                 EAR_SEAL_MAX_RECIPIENTS, self->readers->devices->len);
  else if (self->readers->devices->len < 2)
    g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                         _ ("Nobody else could open what is written: no device with a sealing key is accepted here. Nothing was "
                            "written. Take in a partner's exchange card first, or seal with a passphrase."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
prepare (Writer *self, GError **error)
{
  g_autoptr (EarKeys) keys = NULL;

  self->look = ear_folder_look (self->store, NULL, self->cancellable, error);
  if (self->look == NULL || !check_folder (self, error))
    return FALSE;
  /* They are made now where there are none, since that changes this laptop's record. */
  keys = ear_keys_load (self->store, error);
  if (keys == NULL)
    return FALSE;
  ear_store_get_device (self->store, &self->device, NULL);
  self->readers = ear_folder_readers_find (self->store, self->look->settings, error);
  return self->readers != NULL && check_readers (self, error)
         && ear_folder_plan (self->store, self->look, self->readers, &self->plan, error);
}

/**
 * ear_folder_write:
 * @written: (out caller-allocates): what was done; free with ear_folder_written_clear()
 * @progress: (nullable): told how far it is
 *
 * Writes what the others in the folder cannot have from this workbook's files there: what changed, or all; nothing where
 * nothing did. Files of this workbook that a new one supersedes are taken away, those of others never. After an error the
 * folder is as it was, but that older files of ours may still be there.
 */
gboolean
ear_folder_write (EarStore *store, EarFolderWritten *written, EarProgress progress, gpointer data, GCancellable *cancellable,
                  GError **error)
{
  g_auto (Writer) self = {
    .store = store,
    .written = written,
    .progress = progress,
    .progress_data = data,
    .cancellable = cancellable,
  };

  *written = (EarFolderWritten) { 0 };
  if (!prepare (&self, error))
    return FALSE;
  remove_unfinished (&self);
  if (self.plan.due != EAR_FOLDER_NOTHING_DUE)
    return (self.plan.due == EAR_FOLDER_ALL_DUE || remove_superseded (&self, self.plan.whole, error))
           && write_file (&self, error);
  return remove_superseded (&self, self.plan.whole, error) && cover (&self, error);
}
