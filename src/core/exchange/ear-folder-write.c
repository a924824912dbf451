/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing to the exchange folder: whole beside, read back, remembered, then named; and taking away what that supersedes. */
#include "ear-folder-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "ear-bundle.h"
#include "ear-seal-format.h"

typedef struct
{
  EarStore *store;
  EarFolderLook *look;
  EarFolderReaders *readers;
  EarFolderPlan plan;
  EarId device;
  gboolean (*first) (EarStore *, gpointer, GError **); /* (nullable) what changes together with the file */
  gpointer first_data;
  EarRecord *before, *after; /* (nullable) the record that it changed */
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
  g_clear_pointer (&self->before, ear_record_free);
  g_clear_pointer (&self->after, ear_record_free);
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

  if (code == ENOSPC || code == EDQUOT)
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_DISK_FULL,
                 _ ("Nothing could be written to the exchange folder “%s”: its disk is full. Your workbook is safe, and what is in "
                    "the folder is as it was. Free some space there, then try again."),
                 shown);
  else
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                 _ ("Nothing could be written to the exchange folder “%s”: %s. Your workbook is safe, and what is in the folder is as "
                    "it was. Try again once that is put right."),
                 shown, g_strerror (code));
}

/* Only once the file that holds everything is on the disk. */
static gboolean
remove_superseded (Writer *self, gint64 whole, GError **error)
{
  if (!ear_folder_remove_superseded (self->store, self->look, whole, &self->written->n_removed, error))
    return FALSE;
  self->written->held_erased = self->written->n_removed > 0 && self->plan.holds_erased;
  return TRUE;
}

static gboolean
export_to (Writer *self, const char *path, GError **error)
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

/* Nobody knows the name that the file has until it is whole: the folder is what is told to be full. */
static gboolean
export (Writer *self, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (export_to (self, path, &local))
    return TRUE;
  if (g_error_matches (local, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_DISK_FULL))
    fail (self, ENOSPC, error);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A file that got its name but is not remembered would be taken for another's; one that is remembered but is not there only
 * makes the next one hold everything. */
static gboolean
write_unfinished (Writer *self, const char *unfinished, EarFolderOwn *own, GError **error)
{
  gboolean cancelled;
  struct stat info;

  *own = (EarFolderOwn) {
    .n = self->plan.next,
    .whole = self->plan.due == EAR_FOLDER_ALL_DUE,
    .sequence = ear_store_folder_sequence (self->store),
    .erasures = ear_store_folder_erasures (self->store, error),
    .clock = ear_store_get_clock (self->store),
    .sealed_for = self->readers->sealed_for,
  };
  if (own->erasures < 0 || !export (self, unfinished, error))
    return FALSE;
  /* What cannot be read back as it is was not written well. */
  if (!ear_folder_hash (unfinished, own->hash, &info, &cancelled, NULL))
    {
      fail (self, EIO, error);
      return FALSE;
    }
  own->bytes = (guint64) info.st_size;
  return ear_store_folder_note_own (self->store, own, error);
}

/* What changes with the file is told in it, so that there may be more to write than there was. */
static gboolean
change_first (Writer *self, GError **error)
{
  if (self->first == NULL)
    return TRUE;
  self->before = ear_store_get (self->store, EAR_KIND_DEVICE, &self->device, error);
  if (self->before == NULL || !self->first (self->store, self->first_data, error))
    return FALSE;
  self->after = ear_store_get (self->store, EAR_KIND_DEVICE, &self->device, error);
  return self->after != NULL && ear_folder_plan (self->store, self->look, self->readers, &self->plan, error);
}

/* All but its name, in one transaction with what changes with it. */
static gboolean
write_remembered (Writer *self, const char *unfinished, EarFolderOwn *own, GError **error)
{
  if (!ear_store_begin (self->store, error))
    return FALSE;
  if (change_first (self, error)
      && (self->plan.due == EAR_FOLDER_NOTHING_DUE || write_unfinished (self, unfinished, own, error)))
    return ear_store_commit (self->store, error);
  ear_store_rollback (self->store);
  return FALSE;
}

static gboolean
forget (Writer *self, gint64 n)
{
  gboolean done = TRUE;

  if (!ear_store_begin (self->store, NULL))
    return FALSE;
  if (ear_store_folder_forget_own (self->store, n, NULL)
      && (self->after == NULL || ear_store_put_back (self->store, self->after, self->before, &done, NULL)))
    return ear_store_commit (self->store, NULL) && done;
  ear_store_rollback (self->store);
  return FALSE;
}

/* The file did not get its name: it is forgotten, and what changed with it is as it was. Where the workbook's own disk does not
 * even take that any more, the file is one that is missing there: the next one holds all of it. */
static void
take_back (Writer *self, const EarFolderOwn *own, int code, GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->look->settings->path);

  if (forget (self, own->n) || self->first == NULL)
    fail (self, code, error);
  else
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN,
                 _ ("Your workbook is safe and holds what you did, but it could not be put into the exchange folder “%s” yet: %s. It "
                    "goes there with what you write next."),
                 shown, g_strerror (code));
}

static gboolean
give_name (Writer *self, const char *unfinished, const EarFolderOwn *own, GError **error)
{
  g_autofree char *name = ear_folder_name (&self->device, own->n, own->whole, self->readers->tag, own->hash,
                                           self->look->settings->seal != EAR_FOLDER_PLAIN);
  g_autofree char *path = g_build_filename (self->look->settings->path, name, NULL);

  if (g_rename (unfinished, path) != 0)
    {
      take_back (self, own, errno, error);
      return FALSE;
    }
  ear_folder_sync (self->look);
  self->written->wrote = self->plan.due;
  self->written->name = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
write_file (Writer *self, GError **error)
{
  g_autofree char *name = ear_folder_unfinished_name (&self->device);
  g_autofree char *unfinished = g_build_filename (self->look->settings->path, name, NULL);
  EarFolderOwn own = { 0 };
  gint64 whole;

  if (!write_remembered (self, unfinished, &own, error)
      || (self->plan.due != EAR_FOLDER_NOTHING_DUE && !give_name (self, unfinished, &own, error)))
    {
      g_unlink (unfinished);
      return FALSE;
    }
  whole = self->plan.due == EAR_FOLDER_ALL_DUE ? own.n : self->plan.whole;
  return remove_superseded (self, whole, error);
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

static gboolean
write_what_is_due (Writer *self, GError **error)
{
  ear_folder_remove_unfinished (self->look, &self->device);
  if (self->first != NULL || self->plan.due == EAR_FOLDER_ALL_DUE)
    return write_file (self, error);
  /* What is taken away first leaves room for what comes. */
  return remove_superseded (self, self->plan.whole, error)
         && (self->plan.due == EAR_FOLDER_NOTHING_DUE ? cover (self, error) : write_file (self, error));
}

/**
 * ear_folder_write:
 * @written: (out caller-allocates): what was done; free with ear_folder_written_clear()
 * @progress: (nullable): told how far it is
 *
 * Writes what the others in the folder cannot have from this workbook's files there: what changed, or all; nothing where
 * nothing did. Files of this workbook that a new one supersedes are taken away, those of others never. After an error the
 * folder is as it was, but that older files of ours may still be there, or not any more; after
 * %EAR_EXCHANGE_ERROR_NOT_REMOVED what is new is there, too, and @written says what.
 */
gboolean
ear_folder_write (EarStore *store, EarFolderWritten *written, EarProgress progress, gpointer data, GCancellable *cancellable,
                  GError **error)
{
  return ear_folder_write_changing (store, NULL, NULL, written, progress, data, cancellable, error);
}

/**
 * ear_folder_write_changing:
 * @first: (nullable): changes nothing but this laptop's own record; it is told whoever reads the folder, or did not happen
 *
 * Does what ear_folder_write() does with what @first changes, in one transaction with it. After an error nothing is changed, and
 * neither is the folder. Killed before the file has its name, the workbook is changed, and what it writes next holds everything.
 */
gboolean
ear_folder_write_changing (EarStore *store, gboolean (*first) (EarStore *, gpointer, GError **), gpointer first_data,
                           EarFolderWritten *written, EarProgress progress, gpointer data, GCancellable *cancellable,
                           GError **error)
{
  g_auto (Writer) self = {
    .store = store,
    .first = first,
    .first_data = first_data,
    .written = written,
    .progress = progress,
    .progress_data = data,
    .cancellable = cancellable,
  };

  *written = (EarFolderWritten) { 0 };
  return prepare (&self, error) && write_what_is_due (&self, error);
}
