/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several workbooks and something that copies files between their folders: late, half, twice, under other names, and
 * deletions too. In the end nothing is lost: all say the same, and nobody has anything left to write. */
#include <glib/gstdio.h>
#include <string.h>

#include "ear-partner.h"
#include "ear-seal-format.h"
#include "folder-world.h"
#include "travel-world.h"

#define MAX_DEVICES 4

typedef struct
{
  EarTestFolder root;
  TravelWorld travel;
  EarFolderSeal seal;
  guint n;
  EarStore *stores[MAX_DEVICES];
  char *places[MAX_DEVICES];
  GHashTable *deleted; /* name → bits: on whose side it is known to be gone */
  guint n_names;
} Office;

static void
office_clear (Office *office)
{
  for (guint i = 0; i < office->n; i++)
    {
      ear_store_close (office->stores[i]);
      g_free (office->places[i]);
    }
  travel_world_clear (&office->travel);
  g_hash_table_unref (office->deleted);
  ear_test_folder_remove (office->root);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Office, office_clear)

static void
office_open (Office *office)
{
  office->root = ear_test_folder_new ();
  office->seal = (EarFolderSeal) travel_pick (3);
  office->n = 2 + travel_pick (MAX_DEVICES - 1);
  office->deleted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  travel_world_init (&office->travel);
  for (guint i = 0; i < office->n; i++)
    {
      g_autofree char *name = g_strdup_printf ("device%u", i);

      office->stores[i] = folder_world_store (office->root, name, office->seal);
      office->places[i] = folder_world_place (office->root, name);
    }
}

static void
accept_one (Office *office)
{
  guint one = travel_pick (office->n), other = travel_pick (office->n);

  if (one != other)
    folder_world_accept (office->stores[one], office->stores[other]);
}

static gboolean
is_odd (const char *name)
{
  return g_str_has_prefix (name, "odd-");
}

/* --- What copies the files --- */

static void
arrive (Office *office, guint from, guint to, const char *name)
{
  g_autofree char *source = g_build_filename (office->places[from], name, NULL);
  g_autofree char *odd = g_strdup_printf ("odd-%u-%s", office->n_names++, name);
  g_autofree char *target = g_build_filename (office->places[to], name, NULL);
  g_autofree char *other = g_build_filename (office->places[to], odd, NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (source, &info), ==, 0);
  switch (travel_pick (5))
    {
    case 0: /* half, for now */
      if (!g_file_test (target, G_FILE_TEST_EXISTS))
        folder_world_copy (source, target, info.st_size * (gssize) travel_pick (100) / 100);
      break;
    case 1: /* a “conflicted copy” beside */
      folder_world_copy (source, other, -1);
      break;
    default:
      folder_world_copy (source, target, -1);
    }
}

static gboolean
is_deleted (Office *office, const char *name)
{
  return g_hash_table_contains (office->deleted, name);
}

static void
copy_some (Office *office)
{
  guint from = travel_pick (office->n), to = travel_pick (office->n);
  g_auto (GStrv) names = folder_world_names (office->places[from]);

  for (guint i = 0; names[i] != NULL && from != to; i++)
    {
      if (!is_odd (names[i]) && !is_deleted (office, names[i]) && travel_pick (2) == 0)
        arrive (office, from, to, names[i]);
    }
}

/* What its writer removed goes everywhere, some time. */
static void
delete_some (Office *office, gboolean all)
{
  for (guint i = 0; i < office->n; i++)
    {
      g_auto (GStrv) names = folder_world_names (office->places[i]);

      for (guint j = 0; names[j] != NULL; j++)
        {
          g_autofree char *path = g_build_filename (office->places[i], names[j], NULL);

          if (is_deleted (office, names[j]) && (all || travel_pick (2)))
            g_unlink (path);
        }
    }
}

static void
copy_all (Office *office)
{
  delete_some (office, TRUE);
  for (guint from = 0; from < office->n; from++)
    {
      g_auto (GStrv) names = folder_world_names (office->places[from]);

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *source = g_build_filename (office->places[from], names[i], NULL);

          if (is_odd (names[i]))
            continue;
          for (guint to = 0; to < office->n; to++)
            {
              g_autofree char *target = g_build_filename (office->places[to], names[i], NULL);
              GStatBuf there, here;

              /* Half of a file never wins over all of it. */
              if (to != from && g_stat (source, &here) == 0
                  && (g_stat (target, &there) != 0 || there.st_size < here.st_size))
                folder_world_copy (source, target, -1);
            }
        }
    }
}

/* --- What Earshot does --- */

static GHashTable *
remember_files (const char *place)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) names = folder_world_names (place);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (place, names[i], NULL);
      guint64 hash = ear_test_file_hash (path);

      g_hash_table_insert (files, g_strdup (names[i]), g_memdup2 (&hash, sizeof hash));
    }
  return files;
}

static gboolean
is_of (Office *office, guint device, const char *name)
{
  EarId id = travel_device (office->stores[device]);
  char text[EAR_ID_TEXT_SIZE];

  return strstr (name, ear_id_format (&id, text) + 24) != NULL;
}

/* Nothing of others' is removed, and nothing at all rewritten. */
static void
check_files (Office *office, guint device, GHashTable *before)
{
  g_autoptr (GHashTable) after = remember_files (office->places[device]);
  GHashTableIter iter;
  gpointer name, hash;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &name, &hash))
    {
      guint64 *now = g_hash_table_lookup (after, name);

      if (now != NULL)
        g_assert_cmpuint (*now, ==, *(guint64 *) hash);
      else
        g_assert_true (is_of (office, device, name));
      if (now == NULL && !is_odd (name))
        g_hash_table_add (office->deleted, g_strdup (name));
    }
}

static EarFolderDue
write_own (Office *office, guint device)
{
  g_autoptr (GHashTable) before = remember_files (office->places[device]);
  g_auto (EarFolderWritten) written = { 0 };
  g_autoptr (GError) error = NULL;

  if (!ear_folder_write (office->stores[device], &written, NULL, NULL, NULL, &error))
    {
      /* Nobody is accepted yet. */
      g_assert_cmpint (office->seal, ==, EAR_FOLDER_FOR_DEVICES);
      g_assert_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN);
      g_assert_nonnull (strstr (error->message, "exchange card"));
    }
  check_files (office, device, before);
  return written.wrote;
}

static guint
merge_others (Office *office, guint device)
{
  g_autoptr (GHashTable) before = remember_files (office->places[device]);
  g_autoptr (EarFolderLook) look = folder_world_look (office->stores[device]);
  g_auto (GStrv) new = ear_folder_paths (look, EAR_FOLDER_NEW);
  g_auto (GStrv) strange = ear_folder_paths (look, EAR_FOLDER_STRANGER);
  EarMergeOptions options = { .allow_removals = TRUE };
  guint n = 0;

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EarFolderMerge) merge = ear_folder_merge (
        office->stores[device], (const char *const *) (round == 0 ? new : strange), &options, TRUE, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      n += g_strv_length (merge->paths);
    }
  check_files (office, device, before);
  return n;
}

static void
undo_one (Office *office, guint device)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) merges = ear_merge_list (office->stores[device], &error);

  for (guint i = 0; i < merges->len; i++)
    {
      const EarMergeEntry *entry = merges->pdata[i];

      if (entry->can_undo)
        ear_merge_undo (office->stores[device], entry->merge, NULL, NULL, NULL, NULL, &error);
    }
  g_assert_no_error (error);
}

static void
act (Office *office)
{
  guint device = travel_pick (office->n);

  switch (travel_pick (14))
    {
    case 0:
      accept_one (office);
      break;
    case 1:
    case 2:
      write_own (office, device);
      break;
    case 3:
    case 4:
      merge_others (office, device);
      break;
    case 5:
    case 6:
      copy_some (office);
      break;
    case 7:
      delete_some (office, FALSE);
      break;
    case 8:
      if (travel_pick (4) == 0)
        undo_one (office, device);
      break;
    default:
      travel_act (&office->travel, office->stores[device]);
    }
}

/* --- In the end --- */

static guint
one_round (Office *office)
{
  guint n = 0;

  for (guint i = 0; i < office->n; i++)
    n += write_own (office, i) != EAR_FOLDER_NOTHING_DUE;
  copy_all (office);
  for (guint i = 0; i < office->n; i++)
    n += merge_others (office, i);
  return n;
}

/* Words that were erased are in no file that can be read. */
static void
check_words (Office *office)
{
  for (guint i = 0; i < office->n && office->seal == EAR_FOLDER_PLAIN; i++)
    {
      g_auto (GStrv) names = folder_world_names (office->places[i]);

      for (guint j = 0; names[j] != NULL; j++)
        {
          g_autofree char *path = g_build_filename (office->places[i], names[j], NULL);
          g_autofree char *text = NULL;
          GHashTableIter iter;
          gpointer word, voice;

          if (is_odd (names[j]) && !is_of (office, i, names[j]))
            continue; /* a copy of another's, which only a person can remove */
          g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
          g_assert_null (strstr (text, TRAVEL_LOCAL_WORD));
          g_hash_table_iter_init (&iter, office->travel.words);
          while (g_hash_table_iter_next (&iter, &word, &voice))
            {
              g_autoptr (EarRecord) record = ear_store_get (office->stores[i], EAR_KIND_CONTRIBUTION, voice, NULL);

              if (record != NULL && record->erased)
                g_assert_null (strstr (text, word));
            }
        }
    }
}

static void
test_random (void)
{
  guint n_runs = g_test_thorough () ? 200 : 5;

  for (guint run = 0; run < n_runs; run++)
    {
      g_auto (Office) office = { 0 };
      guint n_acts = 20 + travel_pick (120), n_rounds = 0;

      office_open (&office);
      for (guint i = 0; i < n_acts; i++)
        act (&office);
      for (guint i = 0; i < office.n * office.n; i++)
        if (i / office.n != i % office.n)
          folder_world_accept (office.stores[i / office.n], office.stores[i % office.n]);
      while (one_round (&office) > 0)
        g_assert_cmpuint (++n_rounds, <, 8);
      for (guint i = 1; i < office.n; i++)
        world_assert_same (office.stores[0], office.stores[i]);
      check_words (&office);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ear_seal_set_test_effort (1, 8);
  g_test_add_func ("/folder-sync/random", test_random);
  return g_test_run ();
}
