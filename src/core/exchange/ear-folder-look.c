/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in the exchange folder, and what each file of it is to this workbook. */
#include "ear-folder-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ear-hash.h"
#include "ear-keys.h"
#include "ear-merge-private.h"
#include "ear-partner.h"
#include "ear-seal-format.h"

typedef struct
{
  EarStore *store;
  EarFolderLook *look;
  GPtrArray *own;      /* EarFolderOwn */
  GHashTable *before;  /* name → EarFolderFile of an earlier look, lent */
  GHashTable *hashes;  /* those met so far, lent → EarFolderFile, lent */
  GHashTable *cards;   /* the same of the laptops and keys of cards */
  GCancellable *cancellable;
} Looker;

static void
folder_file_free (EarFolderFile *file)
{
  g_free (file->path);
  g_free (file->name);
  g_free (file->from);
  g_free (file->why);
  ear_folder_facts_free (file->facts);
  g_free (file);
}

void
ear_folder_look_free (EarFolderLook *look)
{
  if (look == NULL)
    return;
  ear_folder_settings_free (look->settings);
  g_clear_pointer (&look->files, g_ptr_array_unref);
  g_clear_pointer (&look->unready, g_ptr_array_unref);
  g_free (look);
}

/* A key that was pinned is its device's whatever records say (ear-keys.h). */
static gboolean
find_signer (EarStore *store, const guint8 key[EAR_SEAL_SIGNING_KEY_BYTES], EarId *device, GError **error)
{
  g_autoptr (EarStatement) find = NULL;
  char text[65];
  EarStep step;

  ear_keys_format (key, text);
  find = ear_store_query (store,
                          "SELECT substr (key, 9) FROM settings WHERE key LIKE 'keys-of-%' AND substr (value, 1, 64) = ?1 "
                          "UNION ALL SELECT id FROM devices WHERE signing_key = ?1 AND state = 0",
                          error);
  if (find == NULL)
    return FALSE;
  ear_statement_bind_text (find, 1, text);
  *device = EAR_ID_NONE;
  step = ear_statement_step (find, error);
  if (step == EAR_STEP_ROW && !ear_statement_get_id (find, 0, device))
    ear_id_parse (ear_statement_get_text (find, 0), device);
  return step != EAR_STEP_FAILED;
}

static void
refuse (EarFolderFile *file, EarFolderFate fate, const char *why)
{
  file->fate = fate;
  g_set_str (&file->why, why);
}

/* A whole file that is neither ours nor merged. */
static gboolean
judge_news (Looker *self, EarFolderFile *file, GError **error)
{
  const EarFolderFacts *facts = file->facts;
  EarFolderSeal seal = self->look->settings->seal;
  gboolean accepted, revoked;

  if (!ear_partner_is_revoked (self->store, &file->device, &revoked, error)
      || !ear_store_has_accepted (self->store, &file->device, &accepted, error))
    return FALSE;
  if (facts->opens == EAR_OPENS_NOT)
    refuse (file, EAR_FOLDER_NOT_FOR_US, _ ("It is sealed for other laptops. Whoever wrote it needs this laptop's exchange card."));
  else if (facts->opens == EAR_OPENS_BY_PASSPHRASE && seal != EAR_FOLDER_FOR_PASSPHRASE)
    refuse (file, EAR_FOLDER_NOT_FOR_US, _ ("It is sealed with a passphrase, and none is set here for this folder."));
  else if (revoked)
    refuse (file, EAR_FOLDER_REFUSED, _ ("It is from a device that was revoked."));
  else if (facts->kind == EAR_FACTS_PLAIN && seal != EAR_FOLDER_PLAIN)
    refuse (file, EAR_FOLDER_UNSIGNED, _ ("Nobody signed it: whoever can write to this folder may have made it."));
  else
    file->fate = accepted ? EAR_FOLDER_NEW : EAR_FOLDER_STRANGER;
  return TRUE;
}

static gboolean
is_own (Looker *self, const guint8 *hash)
{
  for (guint i = 0; i < self->own->len; i++)
    {
      if (ear_folder_hash_equal (((EarFolderOwn *) self->own->pdata[i])->hash, hash))
        return TRUE;
    }
  return FALSE;
}

static gboolean
judge (Looker *self, EarFolderFile *file, GError **error)
{
  const EarFolderFacts *facts = file->facts;
  EarFolderTaken taken;
  gboolean found;

  if (facts->kind == EAR_FACTS_FOREIGN)
    {
      file->fate = EAR_FOLDER_FOREIGN;
      return TRUE;
    }
  if (facts->card != NULL)
    return ear_folder_judge_card (self->store, file, self->cards, error);
  if (facts->is_signed ? !find_signer (self->store, facts->signer, &file->device, error) : FALSE)
    return FALSE;
  if (!facts->is_signed)
    file->device = facts->from;
  if (!ear_id_is_none (&file->device))
    file->from = ear_merge_device_name (self->store, &file->device);
  if (facts->damaged || (facts->whole && facts->error != NULL))
    refuse (file, EAR_FOLDER_REFUSED, facts->error->message);
  else if (!facts->whole)
    file->fate = EAR_FOLDER_ARRIVING;
  else if (is_own (self, facts->hash))
    file->fate = EAR_FOLDER_OWN;
  else if (!ear_store_folder_find_taken (self->store, facts->hash, &taken, &found, error))
    return FALSE;
  else if (found)
    file->fate = EAR_FOLDER_MERGED;
  else
    return judge_news (self, file, error);
  return TRUE;
}

static gboolean
is_named (const EarFolderFile *file)
{
  char hash[EAR_FOLDER_NAME_HASH_DIGITS + 1], tag[EAR_FOLDER_TAG_DIGITS + 1];

  return ear_folder_name_parse (file->name, hash, tag);
}

/* Of files with the same bytes one stands for all: the first, but rather one that is called as its writer called it, which tells who
 * can read it. */
static void
note_copy (Looker *self, EarFolderFile *file)
{
  EarFolderFile *other = g_hash_table_lookup (self->hashes, file->facts->hash);

  if (other != NULL && (is_named (other) || !is_named (file)))
    {
      file->copy = TRUE;
      return;
    }
  if (other != NULL)
    {
      other->copy = TRUE;
      self->look->counts[other->fate]--;
      self->look->n_copies++;
    }
  g_hash_table_insert (self->hashes, file->facts->hash, file);
}

static gboolean
add_file (Looker *self, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (self->look->settings->path, name, NULL);
  const EarFolderFile *before = g_hash_table_lookup (self->before, path);
  EarFolderFile *file;
  struct stat info;

  /* What is no regular file is nothing of ours, and one that went meanwhile is not there. */
  if (lstat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return TRUE;
  file = g_new0 (EarFolderFile, 1);
  g_ptr_array_add (self->look->files, file);
  file->name = g_filename_display_name (name);
  file->modified = info.st_mtim.tv_sec;
  file->bytes = (guint64) info.st_size;
  file->facts = ear_folder_facts_find (self->store, path, name, &info, self->own, before == NULL ? NULL : before->facts,
                                       self->cancellable, error);
  file->path = g_steal_pointer (&path);
  if (file->facts == NULL || !judge (self, file, error))
    return FALSE;
  if (file->facts->whole && file->card == NULL)
    note_copy (self, file);
  self->look->has_card = self->look->has_card || (file->card != NULL && file->standing == EAR_CARD_SELF);
  self->look->counts[file->fate] += !file->copy;
  self->look->n_copies += file->copy;
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names that begin with a dot are those of files on their way, and of other programs. */
static GPtrArray *
list_names (Looker *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->look->settings->path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  self->look->is_there = folder != NULL;
  self->look->can_write = folder != NULL
                          && faccessat (AT_FDCWD, self->look->settings->path, W_OK | X_OK, AT_EACCESS) == 0;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      if (*name == '.')
        continue;
      self->look->too_many = names->len == EAR_FOLDER_MAX_NAMES;
      if (self->look->too_many)
        break;
      g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
mark_stale (Looker *self, gint64 whole, GError **error)
{
  for (guint i = 0; whole > 0 && i < self->look->files->len; i++)
    {
      EarFolderFile *file = self->look->files->pdata[i];

      if ((file->fate == EAR_FOLDER_OWN || file->fate == EAR_FOLDER_MERGED)
          && !ear_folder_is_stale (self->store, self->own, file, whole, &file->stale, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
plan (Looker *self, GError **error)
{
  g_autoptr (EarFolderReaders) readers = ear_folder_readers_find (self->store, self->look->settings, error);
  EarFolderPlan plan;

  if (readers == NULL)
    return FALSE;
  self->look->n_readers = MAX (readers->devices->len, 1) - 1;
  self->look->unready = g_steal_pointer (&readers->unready);
  if (!ear_folder_plan (self->store, self->look, readers, &plan, error) || !mark_stale (self, plan.whole, error))
    return FALSE;
  self->look->due = self->look->is_there ? plan.due : EAR_FOLDER_NOTHING_DUE;
  self->look->holds_erased = plan.holds_erased;
  return TRUE;
}

static gboolean
look (Looker *self, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (self->look->settings->path == NULL)
    return TRUE;
  self->own = ear_store_folder_list_own (self->store, error);
  if (self->own == NULL)
    return FALSE;
  self->look->has_written = self->own->len > 0;
  names = list_names (self);
  for (guint i = 0; i < names->len; i++)
    {
      if (!add_file (self, names->pdata[i], error))
        return FALSE;
    }
  return plan (self, error);
}

static GHashTable *
remember (const EarFolderLook *before)
{
  GHashTable *files = g_hash_table_new (ear_text_hash, g_str_equal);

  for (guint i = 0; before != NULL && i < before->files->len; i++)
    {
      EarFolderFile *file = before->files->pdata[i];

      g_hash_table_insert (files, file->path, file);
    }
  return files;
}

/**
 * ear_folder_look:
 * @before: (nullable): an earlier look; files that have not changed since are not read again
 *
 * Looks at the folder. That it is not there, or a file of it cannot be used, is something it tells, not an error. Changes
 * nothing.
 *
 * Returns: (transfer full) (nullable): what was seen; its settings have no path where no folder is set.
 */
EarFolderLook *
ear_folder_look (EarStore *store, const EarFolderLook *before, GCancellable *cancellable, GError **error)
{
  g_autoptr (EarFolderLook) result = g_new0 (EarFolderLook, 1);
  g_autoptr (GHashTable) known = remember (before);
  g_autoptr (GHashTable) hashes = ear_folder_hash_set ();
  g_autoptr (GHashTable) cards = g_hash_table_new_full (ear_text_hash, g_str_equal, g_free, NULL);
  Looker self = {
    .store = store, .look = result, .before = known, .hashes = hashes, .cards = cards, .cancellable = cancellable,
  };
  gboolean done;

  result->files = g_ptr_array_new_with_free_func ((GDestroyNotify) folder_file_free);
  result->settings = ear_folder_get (store, error);
  done = result->settings != NULL && look (&self, error);
  g_clear_pointer (&self.own, g_ptr_array_unref);
  return done ? g_steal_pointer (&result) : NULL;
}

/**
 * ear_folder_paths:
 *
 * Returns: (transfer full): the files of that kind, each once, in the order of their names.
 */
GStrv
ear_folder_paths (const EarFolderLook *look, EarFolderFate fate)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      if (file->fate == fate && !file->copy)
        g_strv_builder_add (paths, file->path);
    }
  return g_strv_builder_end (paths);
}

GHashTable *
ear_folder_seen (const EarFolderLook *look)
{
  GHashTable *seen = ear_merge_seen_new ();

  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      ear_merge_seen_add (seen, file->path, &file->facts->info);
    }
  return seen;
}

/**
 * ear_folder_senders:
 *
 * Returns: (transfer full) (nullable): the names of the devices that wrote the files of that kind, for a person; %NULL where
 *   none is known.
 */
char *
ear_folder_senders (const EarFolderLook *look, EarFolderFate fate)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) met = g_hash_table_new (ear_text_hash, g_str_equal);
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < look->files->len; i++)
    {
      const EarFolderFile *file = look->files->pdata[i];

      if (file->fate == fate && !file->copy && file->from != NULL && g_hash_table_add (met, file->from))
        g_strv_builder_add (builder, file->from);
    }
  names = g_strv_builder_end (builder);
  return *names == NULL ? NULL : g_strjoinv (C_ ("between two names of a list", ", "), names);
}
