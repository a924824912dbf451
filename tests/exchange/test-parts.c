/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees what: of random workbooks random parts are written, and each file holds exactly the records, values and words
 * that a second opinion lets out. What is in no record is in no file at all. */
#include <string.h>

#include "ear-merge.h"
#include "ear-seal.h"
#include "part-judge.h"
#include "part-world.h"
#include "travel-world.h"

#define N_DEVICES 3
#define N_PARTS 8

typedef struct
{
  PartWorld world;
  char *folder;
  EarStore *stores[N_DEVICES];
} Office;

static void
office_open (Office *office)
{
  part_world_init (&office->world);
  office->folder = ear_test_folder_new ();
  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u", i);

      office->stores[i] = ear_test_store (office->folder, name);
    }
}

static void
office_close (Office *office)
{
  for (guint i = 0; i < N_DEVICES; i++)
    ear_store_close (office->stores[i]);
  part_world_clear (&office->world);
  ear_test_folder_remove (office->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Office, office_close)

/* What people do, each at their laptop, telling the others now and then: histories, rivals, moved and erased voices. */
static void
work (Office *office, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      part_world_act (&office->world, office->stores[travel_pick (N_DEVICES)]);
      if (travel_pick (25) == 0)
        world_merge (office->stores[travel_pick (N_DEVICES)], office->stores[travel_pick (N_DEVICES)], NULL);
    }
}

/* A stranger's file waits; nobody is told of it. */
static void
let_wait (Office *office, EarStore *store)
{
  g_autofree char *name = g_strdup_printf ("stranger-%u", office->world.n_words);
  g_autofree char *path = g_build_filename (office->folder, "stranger.xml", NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (EarStore) stranger = ear_test_store (office->folder, name);
  g_autoptr (EarRecord) session = ear_test_session (stranger, PART_LOCAL "0x");
  g_autoptr (EarRecord) voice = ear_test_voice (stranger, session, PART_LOCAL "1x");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarMerge) merge = NULL;

  ear_bundle_export (stranger, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  merge = ear_merge_apply (store, paths, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (merge->n_quarantined, >=, 2);
}

static EarId *
pick_some (PartWorld *world, EarKind kind, guint n)
{
  EarId *ids = g_new0 (EarId, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const EarId *id = part_world_any (world, kind);

      ids[i] = id == NULL ? ear_id_new () : *id;
    }
  return ids;
}

static void
check_export (EarStore *store, const EarExportOptions *options)
{
  g_autofree char *bundle = travel_export (store, options);
  g_autoptr (GHashTable) expected = part_judge (store, options);
  g_autoptr (GHashTable) found = part_read (bundle);

  part_compare (bundle, expected, found);
}

static void
check_random_part (Office *office, EarStore *store)
{
  guint n_groups = travel_pick (3), n_sessions = travel_pick (3);
  g_autofree EarId *groups = pick_some (&office->world, EAR_KIND_GROUP, n_groups);
  g_autofree EarId *sessions = pick_some (&office->world, EAR_KIND_SESSION, n_sessions);
  EarId partner = travel_device (office->stores[0]);
  EarExportOptions options = {
    .groups = groups,
    .n_groups = n_groups,
    .sessions = sessions,
    .n_sessions = n_sessions,
    .lists_only = travel_pick (8) == 0,
    .partner = travel_pick (2) ? &partner : NULL,
    .since_last = travel_pick (2),
  };

  /* What is not a part, but only what changed, is test-since.c's. */
  if (n_groups + n_sessions == 0 && !options.lists_only)
    options.since_last = FALSE;
  check_export (store, &options);
}

static void
test_random (void)
{
  guint rounds = g_test_thorough () ? 40 : 2;

  for (guint round = 0; round < rounds; round++)
    {
      g_auto (Office) office = { 0 };

      office_open (&office);
      for (guint i = 0; i < N_PARTS; i++)
        {
          EarStore *store = office.stores[travel_pick (N_DEVICES)];

          work (&office, 60);
          if (i == 1)
            let_wait (&office, store);
          check_random_part (&office, store);
          check_export (store, NULL);
        }
    }
}

/* A part is written and opened again sealed: the same words, and none of them in the file as it lies on the disk. */
static void
test_sealed (void)
{
  g_auto (Office) office = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *sealed = NULL;
  g_autofree char *plain = NULL;
  g_autofree EarId *sessions = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) opened = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  EarSealFor whom = { .passphrase = "walnut river lamp" };
  EarExportOptions options = { .n_sessions = 2 };
  EarSealInfo info;
  gsize size;

  office_open (&office);
  work (&office, 400);
  sessions = pick_some (&office.world, EAR_KIND_SESSION, 2);
  options.sessions = sessions;
  path = g_build_filename (office.folder, "part.earshot", NULL);
  ear_seal_export (office.stores[0], path, &whom, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  plain = travel_export (office.stores[0], &options);
  g_file_get_contents (path, &sealed, &size, &error);
  g_assert_no_error (error);
  g_assert_null (memmem (sealed, size, PART_WORD, strlen (PART_WORD)));
  g_assert_null (memmem (sealed, size, PART_LOCAL, strlen (PART_LOCAL)));
  stream = ear_seal_open (office.stores[0], path, whom.passphrase, &info, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_splice (opened, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (opened)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (opened)), plain, strlen (plain));
  g_assert_nonnull (strstr (plain, PART_WORD));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/parts/random", test_random);
  g_test_add_func ("/exchange/parts/sealed", test_sealed);
  return g_test_run ();
}
