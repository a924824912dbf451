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

/* Returns: (transfer full): the file. */
static char *
check_bundle (EarStore *store, const EarExportOptions *options)
{
  g_autofree char *bundle = travel_export (store, options);
  g_autoptr (GHashTable) expected = part_judge (store, options);
  g_autoptr (GHashTable) found = part_read (bundle);

  part_compare (bundle, expected, found);
  return g_steal_pointer (&bundle);
}

static void
check_export (EarStore *store, const EarExportOptions *options)
{
  g_free (check_bundle (store, options));
}

/* Somebody else merges the part. */
static void
check_random_part (Office *office, EarStore *store)
{
  g_autofree char *bundle = NULL;
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
  bundle = check_bundle (store, &options);
  world_must_merge (office->stores[travel_pick (N_DEVICES)], bundle, NULL);
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

/* Who is to see a group sees the occasions where it was heard, by whom, and what came of it. An internal voice was heard by
 * nobody outside: that there was such an occasion, somebody who spoke and something that was done would tell of it. Once its
 * words may go on, all of that goes with them. */
static void
test_internal_leads_nowhere (gconstpointer data)
{
  gboolean from_the_start = GPOINTER_TO_INT (data);
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) group = ear_record_new (EAR_KIND_GROUP);
  g_autoptr (EarRecord) session = ear_test_session (store, "Behind closed doors");
  g_autoptr (EarRecord) speaker = ear_record_new (EAR_KIND_PARTICIPANT);
  g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  g_autoptr (EarRecord) action = ear_record_new (EAR_KIND_ACTION);
  g_autofree char *kept = NULL;
  g_autofree char *given = NULL;
  EarExportOptions options = { .groups = &group->id, .n_groups = 1 };

  ear_record_set (group, EAR_GROUP_NAME, "A group");
  world_put (store, group);
  ear_record_set (speaker, EAR_PARTICIPANT_LABEL, "P1");
  world_put (store, speaker);
  ear_record_set (action, EAR_ACTION_TITLE, "Something done");
  world_put (store, action);
  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session->id);
  ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &speaker->id);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "Not for others");
  ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, from_the_start ? "internal" : "quote");
  world_put (store, voice);
  world_link (store, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_GROUP_GROUP, &group->id);
  world_link (store, EAR_KIND_ACTION_CONTRIBUTION, EAR_ACTION_CONTRIBUTION_ACTION, &action->id, EAR_ACTION_CONTRIBUTION_CONTRIBUTION,
            &voice->id);
  world_set (store, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_PERMISSION, "internal");

  kept = travel_export (store, &options);
  travel_assert_mentioned (kept, &voice->id, !from_the_start);
  travel_assert_mentioned (kept, &session->id, FALSE);
  travel_assert_mentioned (kept, &speaker->id, FALSE);
  travel_assert_mentioned (kept, &action->id, FALSE);

  world_set (store, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_PERMISSION, "count");
  given = travel_export (store, &options);
  travel_assert_mentioned (given, &voice->id, TRUE);
  travel_assert_mentioned (given, &session->id, TRUE);
  travel_assert_mentioned (given, &speaker->id, TRUE);
  travel_assert_mentioned (given, &action->id, TRUE);
  g_assert_null (strstr (given, "Not for others"));
}

/* Of a speaker who alone says why a voice is internal a part tells the label and that, to whoever may have the words already. */
static void
test_reason_travels (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (a, session, "once quoted");
  g_autoptr (EarRecord) speaker = ear_record_new (EAR_KIND_PARTICIPANT);
  g_autofree char *all = NULL;
  g_autofree char *part = NULL;
  g_autofree char *there = NULL;
  EarExportOptions options = { .sessions = &session->id, .n_sessions = 1 };

  world_merge (b, a, NULL);
  ear_record_set (speaker, EAR_PARTICIPANT_LABEL, "P1");
  ear_record_set (speaker, EAR_PARTICIPANT_CODE_WORD, "heron");
  ear_record_set (speaker, EAR_PARTICIPANT_PERMISSION, "internal");
  world_put (a, speaker);
  {
    g_autoptr (EarRecord) given = ear_store_get (a, EAR_KIND_CONTRIBUTION, &voice->id, NULL);

    ear_record_set_id (given, EAR_CONTRIBUTION_PARTICIPANT, &speaker->id);
    world_put (a, given);
  }
  all = travel_export (a, NULL);
  g_assert_null (strstr (all, "once quoted"));
  g_assert_nonnull (strstr (all, "heron"));
  part = travel_export (a, &options);
  g_assert_null (strstr (part, "once quoted"));
  g_assert_null (strstr (part, "heron"));

  /* Who has the words already goes on with them no more. */
  world_must_merge (b, part, NULL);
  there = travel_export (b, NULL);
  g_assert_null (strstr (there, "once quoted"));
  world_merge (b, a, NULL);
  world_merge (a, b, NULL);
  world_assert_same (a, b);
}

/* A session that is in no part any more, since all that was said there is internal now, says so to who asked for a group. */
static void
test_session_takes_back (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (a, session, "once quoted");
  g_autoptr (EarRecord) group = ear_record_new (EAR_KIND_GROUP);
  g_autoptr (EarRecord) of_group = ear_record_new (EAR_KIND_CONTRIBUTION_GROUP);
  EarExportOptions options = { .groups = &group->id, .n_groups = 1 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *there = NULL;

  ear_record_set (group, EAR_GROUP_NAME, "Carers");
  world_put (a, group);
  ear_record_set_id (of_group, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id);
  ear_record_set_id (of_group, EAR_CONTRIBUTION_GROUP_GROUP, &group->id);
  world_put (a, of_group);
  before = travel_export (a, &options);
  world_must_merge (b, before, NULL);
  there = travel_export (b, NULL);
  g_assert_nonnull (strstr (there, "once quoted"));

  world_set (a, EAR_KIND_SESSION, &session->id, EAR_SESSION_PERMISSION, "internal");
  after = travel_export (a, &options);
  world_must_merge (b, after, NULL);
  g_free (there);
  there = travel_export (b, NULL);
  g_assert_null (strstr (there, "once quoted"));
}

static guint
count_heard (EarStore *store, const EarId *session)
{
  char text[EAR_ID_TEXT_SIZE];
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM voices v JOIN sessions s ON s.n = v.session WHERE s.id = unhex ('%s', '-')",
                                          ear_id_format (session, text));

  return world_count (store, sql);
}

/* A voice that was moved to a session outside the part is, with whoever has it from an earlier part, where it is now, and is told by ids
 * alone; who never had it counts none. Which of the two parts comes first is all one. */
static void
test_moved_out (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarStore) c = ear_test_store (folder, "c");
  g_autoptr (EarRecord) one = ear_test_session (a, "One");
  g_autoptr (EarRecord) two = ear_test_session (a, "Behind closed doors");
  g_autoptr (EarRecord) voice = ear_test_voice (a, one, "said here or there");
  EarExportOptions options = { .sessions = &one->id, .n_sessions = 1 };
  g_autofree char *before = travel_export (a, &options);
  g_autofree char *after = NULL, *kept = NULL, *taken_back = NULL, *there = NULL;
  char id[EAR_ID_TEXT_SIZE];

  world_must_merge (b, before, NULL);
  g_assert_cmpuint (count_heard (b, &one->id), ==, 1);
  world_set (a, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_SESSION, ear_id_format (&two->id, id));
  check_export (a, &options);
  after = travel_export (a, &options);
  travel_assert_mentioned (after, &voice->id, TRUE);
  travel_assert_mentioned (after, &two->id, TRUE);
  g_assert_null (strstr (after, "said here or there"));
  g_assert_null (strstr (after, "Behind closed doors"));

  world_must_merge (b, after, NULL);
  g_assert_cmpuint (count_heard (b, &one->id), ==, 0);
  g_assert_cmpuint (count_heard (b, &two->id), ==, 1);
  there = travel_export (b, NULL);
  g_assert_nonnull (strstr (there, "said here or there"));

  world_must_merge (c, after, NULL);
  g_assert_cmpuint (world_count (c, "SELECT count (*) FROM voices"), ==, 0);
  world_must_merge (c, before, NULL);
  g_assert_cmpuint (count_heard (c, &two->id), ==, 1);
  world_merge (b, c, NULL);
  world_merge (c, b, NULL);
  world_assert_same (b, c);

  /* The session it is in now takes back what may be done with it: that is told, too, to who may have it. */
  world_set (a, EAR_KIND_SESSION, &two->id, EAR_SESSION_PERMISSION, "internal");
  check_export (a, &options);
  taken_back = travel_export (a, &options);
  world_must_merge (b, taken_back, NULL);
  kept = travel_export (b, NULL);
  g_assert_null (strstr (kept, "said here or there"));
  world_merge (b, a, NULL);
  world_merge (a, b, NULL);
  world_assert_same (a, b);
}

/* Who got the voices of a group is told which of them is of it no more. */
static void
test_out_of_group (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (a, session, "of nobody in the end");
  g_autoptr (EarRecord) group = ear_record_new (EAR_KIND_GROUP);
  g_autofree char *before = NULL, *after = NULL;
  EarExportOptions options = { .groups = &group->id, .n_groups = 1 };
  g_autoptr (GError) error = NULL;
  EarId link;

  ear_record_set (group, EAR_GROUP_NAME, "Carers");
  world_put (a, group);
  link = world_link (a, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_GROUP_GROUP,
                   &group->id);
  before = travel_export (a, &options);
  world_must_merge (b, before, NULL);
  g_assert_cmpuint (world_count (b, "SELECT count (*) FROM voice_groups"), ==, 1);
  ear_store_set_deleted (a, EAR_KIND_CONTRIBUTION_GROUP, &link, TRUE, &error);
  g_assert_no_error (error);
  check_export (a, &options);
  after = travel_export (a, &options);
  g_assert_null (strstr (after, "of nobody in the end"));
  world_must_merge (b, after, NULL);
  g_assert_cmpuint (world_count (b, "SELECT count (*) FROM voice_groups"), ==, 0);
  g_assert_cmpuint (world_count (b, "SELECT count (*) FROM voices"), ==, 1);
}

/* That a laptop was lost is for everybody to know, also where somebody who had not heard of it wrote later that it is none. */
static void
test_revoked_travels (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) lost = ear_record_new (EAR_KIND_DEVICE);
  g_autofree char *part = NULL;
  g_autofree char *shown = NULL;
  EarExportOptions options = { .lists_only = TRUE };

  ear_record_set (lost, EAR_DEVICE_NAME, "Lost laptop");
  world_put (a, lost);
  world_merge (b, a, NULL);
  part = travel_export (a, &options);
  travel_assert_mentioned (part, &lost->id, FALSE);
  g_clear_pointer (&part, g_free);
  world_set (a, EAR_KIND_DEVICE, &lost->id, EAR_DEVICE_REVOKED, "true");
  world_set (b, EAR_KIND_DEVICE, &lost->id, EAR_DEVICE_REVOKED, "true");
  world_set (b, EAR_KIND_DEVICE, &lost->id, EAR_DEVICE_REVOKED, NULL);
  world_merge (a, b, NULL);
  shown = world_get (a, EAR_KIND_DEVICE, &lost->id, EAR_DEVICE_REVOKED);
  g_assert_null (shown);
  part = travel_export (a, &options);
  travel_assert_mentioned (part, &lost->id, TRUE);
  check_export (a, &options);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/parts/random", test_random);
  g_test_add_func ("/exchange/parts/sealed", test_sealed);
  g_test_add_data_func ("/exchange/parts/internal-leads-nowhere", GINT_TO_POINTER (TRUE), test_internal_leads_nowhere);
  g_test_add_data_func ("/exchange/parts/made-internal-leads-nowhere", GINT_TO_POINTER (FALSE), test_internal_leads_nowhere);
  g_test_add_func ("/exchange/parts/reason-travels", test_reason_travels);
  g_test_add_func ("/exchange/parts/session-takes-back", test_session_takes_back);
  g_test_add_func ("/exchange/parts/moved-out", test_moved_out);
  g_test_add_func ("/exchange/parts/out-of-group", test_out_of_group);
  g_test_add_func ("/exchange/parts/revoked-travels", test_revoked_travels);
  return g_test_run ();
}
