/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles out and in: byte-identical round trips, and merging in any order, twice, by any road. */
#include <string.h>

#include "exchange-world.h"

typedef struct
{
  char *folder;
  EarStore *a, *b, *c;
} World;

static void
world_clear (World *world)
{
  ear_store_close (world->a);
  ear_store_close (world->b);
  ear_store_close (world->c);
  ear_test_folder_remove (world->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* Making a workbook takes a while, since its passphrase is stretched: no more of them than a test needs. */
static World
world_new (guint n)
{
  World world = { .folder = ear_test_folder_new () };

  world.a = ear_test_store (world.folder, "a");
  world.b = n > 1 ? ear_test_store (world.folder, "b") : NULL;
  world.c = n > 2 ? ear_test_store (world.folder, "c") : NULL;
  return world;
}

/* Text that has to be escaped, or that careless programs change. */
static const char awkward[] = "He said: “a < b & c > d”, \"quoted\" 'too' ]]>\n\tindented — \u202eright to left\u202c, "
                              "আমার কথা, ‏كلامي, 🙂 &amp; <text>";

static void
fill (EarStore *store)
{
  g_autoptr (EarRecord) session = ear_test_session (store, "Tea & talk <Tuesday>");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, awkward);
  g_autoptr (EarRecord) place = ear_record_new (EAR_KIND_PLACE);
  g_autoptr (GError) error = NULL;

  ear_record_set (place, EAR_PLACE_NAME, "Grays");
  ear_record_set (place, EAR_PLACE_POPULATION, "12345");
  ear_store_put (store, place, &error);
  g_assert_no_error (error);
  world_set (store, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE, "Hall");
  world_set (store, EAR_KIND_SESSION, &session->id, EAR_SESSION_VENUE, NULL);
  world_set (store, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_FEELING, "idea");
}

static void
test_round_trip (void)
{
  g_auto (World) world = world_new (1);
  g_auto (EarMergeResult) result = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (EarStore) empty = NULL;
  g_autofree char *path = ear_test_path (world.folder, "empty");
  g_autoptr (GError) error = NULL;

  fill (world.a);
  first = world_export (world.a);
  /* A workbook that wrote nothing of its own holds exactly what it merged. */
  empty = ear_store_create (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  world_must_merge (empty, first, &result);
  g_assert_cmpstr (result.from_name, ==, "a");
  g_assert_cmpuint (ear_merge_result_total (&result, EAR_OUTCOME_ADDED), ==, result.n_records);
  second = world_export (empty);
  /* Who exported it is the header's only part that differs. */
  g_assert_nonnull (strstr (first, "<bundle xmlns=\"urn:earshot:bundle:1\" from=\"1\">\n"));
  g_assert_nonnull (strstr (second, "<bundle xmlns=\"urn:earshot:bundle:1\">\n"));
  g_assert_cmpstr (strstr (first, "  <author"), ==, strstr (second, "  <author"));
}

/* Everything that the format can say, as Earshot writes it. */
static const char canonical[]
  = WORLD_HEAD WORLD_AUTHORS
  "  <organisation id=\"aaaaaaaa-0000-7000-8000-000000000001\" at=\"2026-11-01T09:00:00.000Z\" by=\"1\">\n"
  "    <name at=\"2026-11-03T09:00:00.000Z+7\" by=\"2\" seen=\"1@2026-11-01T09:00:00.000Z 3@2026-10-01T09:00:00.000Z\">N &lt;&amp;&gt; \"n\"</name>\n"
  "    <sector/>\n"
  "    <notes>one\n\ttwo</notes>\n"
  "    <notes at=\"2026-10-30T09:00:00.000Z\" by=\"2\"/>\n"
  "  </organisation>\n"
  "  <erased kind=\"organisation\" id=\"aaaaaaaa-0000-7000-8000-000000000002\"/>\n"
  "  <organisation id=\"aaaaaaaa-0000-7000-8000-000000000003\" at=\"2026-11-01T09:00:00.000Z\" by=\"1\" seen=\"2@2026-10-01T09:00:00.000Z\">\n"
  "    <deleted>true</deleted>\n"
  "    <deleted at=\"2026-10-30T09:00:00.000Z\" by=\"2\"/>\n"
  "    <name>Gone</name>\n"
  "  </organisation>\n"
  "  <session id=\"aaaaaaaa-0000-7000-8000-000000000001\" at=\"2026-11-01T09:00:00.000Z\" by=\"1\"/>\n"
  "  <coding id=\"aaaaaaaa-0000-7000-8000-000000000001\" at=\"2026-11-01T09:00:00.000Z\" by=\"1\">\n"
  "    <deleted at=\"2026-10-30T09:00:00.000Z\" by=\"2\">true</deleted>\n"
  "    <contribution>aaaaaaaa-0000-7000-8000-000000000009</contribution>\n"
  "    <theme/>\n"
  "  </coding>\n" WORLD_TAIL;

static void
test_canonical_text (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (EarStore) store = ear_store_create (path, EAR_TEST_PASSPHRASE, NULL);
  g_autofree char *exported = NULL;

  world_must_merge (store, canonical, NULL);
  exported = world_export (store);
  g_assert_cmpstr (exported, ==, canonical);
  world_must_merge (store, exported, NULL);
  g_clear_pointer (&exported, g_free);
  exported = world_export (store);
  g_assert_cmpstr (exported, ==, canonical);
}

static void
test_text_survives (void)
{
  g_auto (World) world = world_new (2);
  g_autoptr (EarRecord) session = ear_test_session (world.a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (world.a, session, awkward);
  g_autofree char *back = NULL;

  world_merge (world.b, world.a, NULL);
  back = world_get (world.b, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_TEXT);
  g_assert_cmpstr (back, ==, awkward);
}

static void
test_twice_is_once (void)
{
  g_auto (World) world = world_new (2);
  g_auto (EarMergeResult) result = { 0 };
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  fill (world.a);
  world_merge (world.b, world.a, NULL);
  once = world_export (world.b);
  world_merge (world.b, world.a, &result);
  twice = world_export (world.b);
  g_assert_cmpstr (once, ==, twice);
  g_assert_cmpuint (ear_merge_result_total (&result, EAR_OUTCOME_UNCHANGED), ==, result.n_records);
}

static void
test_either_way (void)
{
  g_auto (World) world = world_new (2);
  g_autofree char *from_a = NULL;
  g_autofree char *from_b = NULL;

  fill (world.a);
  fill (world.b);
  from_a = world_export (world.a);
  from_b = world_export (world.b);
  world_must_merge (world.a, from_b, NULL);
  world_must_merge (world.b, from_a, NULL);
  world_assert_same (world.a, world.b);
}

static void
test_any_order (void)
{
  static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_auto (World) world = world_new (3);
  g_autoptr (EarRecord) session = ear_test_session (world.a, "Shared");
  char *bundles[3];
  g_autofree char *expected = NULL;

  world_merge (world.b, world.a, NULL);
  world_merge (world.c, world.a, NULL);
  world_set (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "A's title");
  world_set (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "B's title");
  world_set (world.c, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "C's title");
  ear_store_set_deleted (world.c, EAR_KIND_SESSION, &session->id, TRUE, NULL);
  fill (world.b);
  bundles[0] = world_export (world.a);
  bundles[1] = world_export (world.b);
  bundles[2] = world_export (world.c);

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *name = g_strdup_printf ("order-%zu", i);
      g_autofree char *path = ear_test_path (world.folder, name);
      g_autoptr (EarStore) store = ear_store_create (path, EAR_TEST_PASSPHRASE, NULL);
      g_autofree char *digest = NULL;

      for (int j = 0; j < 3; j++)
        world_must_merge (store, bundles[orders[i][j]], NULL);
      world_must_merge (store, bundles[0], NULL);
      digest = world_digest (store);
      if (expected == NULL)
        expected = g_steal_pointer (&digest);
      else
        g_assert_cmpstr (digest, ==, expected);
      g_assert_cmpuint (world_n_rivals (store, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE), ==, 2);
    }
  for (int i = 0; i < 3; i++)
    g_free (bundles[i]);
}

static void
test_deletes_travel (void)
{
  g_auto (World) world = world_new (2);
  g_auto (EarMergeResult) deleted = { 0 };
  g_auto (EarMergeResult) restored = { 0 };
  g_autoptr (EarRecord) session = ear_test_session (world.a, "One");
  g_autofree char *state = NULL;
  g_autofree char *title = NULL;

  world_merge (world.b, world.a, NULL);
  ear_store_set_deleted (world.a, EAR_KIND_SESSION, &session->id, TRUE, NULL);
  world_merge (world.b, world.a, &deleted);
  g_assert_cmpuint (deleted.counts[EAR_KIND_SESSION][EAR_OUTCOME_DELETED], ==, 1);
  g_assert_cmpuint (deleted.n_conflicts, ==, 0);
  state = world_get (world.b, EAR_KIND_SESSION, &session->id, EAR_FIELD_DELETED);
  g_assert_cmpstr (state, ==, "true");

  ear_store_set_deleted (world.b, EAR_KIND_SESSION, &session->id, FALSE, NULL);
  world_merge (world.a, world.b, &restored);
  g_assert_cmpuint (restored.counts[EAR_KIND_SESSION][EAR_OUTCOME_RESTORED], ==, 1);
  g_assert_cmpuint (restored.n_conflicts, ==, 0);
  title = world_get (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE);
  g_assert_cmpstr (title, ==, "One");
  world_merge (world.b, world.a, NULL);
  world_assert_same (world.a, world.b);
}

static void
test_rival_deletes (void)
{
  g_auto (World) world = world_new (3);
  g_autoptr (EarRecord) session = ear_test_session (world.a, "One");

  world_merge (world.b, world.a, NULL);
  ear_store_set_deleted (world.a, EAR_KIND_SESSION, &session->id, TRUE, NULL);
  ear_store_set_deleted (world.b, EAR_KIND_SESSION, &session->id, TRUE, NULL);
  ear_store_set_deleted (world.b, EAR_KIND_SESSION, &session->id, FALSE, NULL);
  world_merge (world.b, world.a, NULL);
  g_assert_cmpuint (world_n_rivals (world.b, EAR_KIND_SESSION, &session->id, EAR_FIELD_DELETED), ==, 1);
  world_merge (world.a, world.b, NULL);
  world_merge (world.c, world.b, NULL);
  g_assert_cmpuint (world_n_rivals (world.c, EAR_KIND_SESSION, &session->id, EAR_FIELD_DELETED), ==, 1);
  world_merge (world.b, world.c, NULL);
  world_merge (world.a, world.b, NULL);
  world_merge (world.c, world.a, NULL);
  world_assert_same (world.a, world.b);
  world_assert_same (world.a, world.c);
}

static void
test_erasure_travels (void)
{
  g_auto (World) world = world_new (2);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (EarRecord) session = ear_test_session (world.a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (world.a, session, "Something only said once");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  world_merge (world.b, world.a, NULL);
  before = world_export (world.b);
  world_set (world.b, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_FEELING, "idea");
  ear_store_erase (world.a, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_no_error (error);
  world_merge (world.b, world.a, &result);
  g_assert_cmpuint (result.counts[EAR_KIND_CONTRIBUTION][EAR_OUTCOME_ERASED], ==, 1);
  world_must_merge (world.b, before, NULL);
  after = world_export (world.b);
  g_assert_null (strstr (after, "only said once"));
  g_assert_nonnull (strstr (after, "<erased kind=\"contribution\""));
  world_merge (world.a, world.b, NULL);
  world_assert_same (world.a, world.b);
}

/* A → B → C, each having seen the one before: nothing to decide. */
static void
test_chain_is_no_conflict (void)
{
  g_auto (World) world = world_new (3);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (EarRecord) session = ear_test_session (world.a, "A");
  g_autofree char *old = NULL;
  g_autofree char *title = NULL;

  old = world_export (world.a);
  world_merge (world.b, world.a, NULL);
  world_set (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "B");
  world_merge (world.c, world.b, NULL);
  world_set (world.c, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "C");
  world_merge (world.a, world.c, &result);
  g_assert_cmpuint (result.n_conflicts, ==, 0);
  world_must_merge (world.c, old, NULL);
  g_assert_cmpuint (world_n_rivals (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE), ==, 0);
  g_assert_cmpuint (world_n_rivals (world.c, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE), ==, 0);
  title = world_get (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE);
  g_assert_cmpstr (title, ==, "C");
}

static void
test_blind_edits_conflict (void)
{
  g_auto (World) world = world_new (2);
  g_auto (EarMergeResult) result = { 0 };
  g_auto (EarMergeResult) settled = { 0 };
  g_autoptr (EarRecord) session = ear_test_session (world.a, "One");
  g_autofree char *title = NULL;

  world_merge (world.b, world.a, NULL);
  world_set (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "From A");
  world_set (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "From B");
  world_merge (world.b, world.a, &result);
  g_assert_cmpuint (result.n_conflicts, ==, 1);
  title = world_get (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE);
  g_assert_cmpstr (title, ==, "From B");
  g_assert_cmpuint (world_n_rivals (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE), ==, 1);

  /* Whoever has seen both settles it, everywhere. */
  world_set (world.b, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "Both");
  world_merge (world.a, world.b, &settled);
  g_assert_cmpuint (settled.n_conflicts, ==, 0);
  g_assert_cmpuint (world_n_rivals (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE), ==, 0);
  world_assert_same (world.a, world.b);
}

static void
one_random_step (GRand *rand, World *world, GArray *ids)
{
  EarStore *stores[] = { world->a, world->b, world->c };
  EarStore *store = stores[g_rand_int_range (rand, 0, 3)];
  const EarId *id = &g_array_index (ids, EarId, g_rand_int_range (rand, 0, (gint32) ids->len));
  g_autoptr (EarRecord) here = ear_store_get (store, EAR_KIND_SESSION, id, NULL);
  g_autofree char *text = g_strdup_printf ("%u & more", g_rand_int (rand));

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      world_merge (store, stores[g_rand_int_range (rand, 0, 3)], NULL);
      break;
    case 1:
      ear_store_set_deleted (store, EAR_KIND_SESSION, id, g_rand_boolean (rand), NULL);
      break;
    case 2:
      if (here != NULL && g_rand_int_range (rand, 0, 8) == 0)
        ear_store_erase (store, EAR_KIND_SESSION, id, NULL);
      break;
    default:
      if (here != NULL && !here->erased)
        world_set (store, EAR_KIND_SESSION, id, g_rand_boolean (rand) ? EAR_SESSION_TITLE : EAR_SESSION_NOTES,
                   g_rand_int_range (rand, 0, 4) == 0 ? NULL : text);
    }
}

static void
test_random_programs (void)
{
  guint32 seed = g_test_rand_int_range (0, G_MAXINT32);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_auto (World) world = world_new (3);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EarId));
  EarStore *stores[] = { world.a, world.b, world.c };

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 6; i++)
    {
      g_autoptr (EarRecord) session = ear_test_session (stores[i % 3], "S");

      g_array_append_val (ids, session->id);
    }
  for (int i = 0; i < 100; i++)
    one_random_step (rand, &world, ids);
  for (int round = 0; round < 2; round++)
    {
      for (int i = 0; i < 3; i++)
        {
          for (int j = 0; j < 3; j++)
            world_merge (stores[i], stores[j], NULL);
        }
    }
  world_assert_same (world.a, world.b);
  world_assert_same (world.a, world.c);
}

static void
test_local_fields_stay (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (EarRecord) session = ear_test_session (world.a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (world.a, session, "Words");
  g_autofree char *before = world_export (world.a);
  g_autofree char *after = NULL;

  world_set (world.a, EAR_KIND_SESSION, &session->id, EAR_SESSION_PRIVATE_NOTES, "Door code 1234");
  world_set (world.a, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_SAFEGUARDING_NOTE, "Rang the duty team");
  world_set (world.a, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_SAFEGUARDING, "true");
  after = world_export (world.a);
  g_assert_cmpstr (before, ==, after);
}

static void
test_reasons_to_stop (void)
{
  g_auto (World) world = world_new (1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (world.folder, "out.xml", NULL);
  g_autofree char *nowhere = g_build_filename (world.folder, "no", "such", "out.xml", NULL);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) stopped = NULL;
  g_autoptr (GError) not_written = NULL;
  g_autoptr (GError) not_there = NULL;
  g_autoptr (GError) device = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (ear_bundle_export (world.a, path, NULL, NULL, NULL, cancellable, &stopped));
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (ear_bundle_export (world.a, nowhere, NULL, NULL, NULL, NULL, &not_written));
  g_assert_error (not_written, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN);
  g_assert_false (ear_bundle_export (world.a, "/dev/null", NULL, NULL, NULL, NULL, &device));
  g_assert_error (device, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_WRITTEN);
  g_assert_false (ear_bundle_merge (world.a, nowhere, &result, NULL, NULL, NULL, &not_there));
  g_assert_error (not_there, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NOT_READABLE);
}

static void
count_files (const char *folder, guint expected)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, expected);
}

static void
note_progress_cb (double fraction, gpointer data)
{
  GArray *told = data;

  g_assert_true (fraction >= 0 && fraction <= 1);
  g_assert_true (told->len == 0 || g_array_index (told, double, told->len - 1) <= fraction);
  g_array_append_val (told, fraction);
}

static void
test_files_left_behind (void)
{
  g_auto (World) world = world_new (1);
  g_autofree char *out = g_build_filename (world.folder, "out", NULL);
  g_autofree char *path = g_build_filename (out, "bundle.xml", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *text = NULL;

  g_mkdir_with_parents (out, 0700);
  g_file_set_contents (path, "what was there", -1, NULL);
  fill (world.a);
  g_cancellable_cancel (cancellable);
  g_assert_false (ear_bundle_export (world.a, path, NULL, NULL, NULL, cancellable, NULL));
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "what was there");
  count_files (out, 1);
  g_assert_true (ear_bundle_export (world.a, path, NULL, note_progress_cb, told, NULL, NULL));
  g_assert_cmpuint (told->len, >, 1);
  count_files (out, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/merge/round-trip", test_round_trip);
  g_test_add_func ("/exchange/merge/canonical-text", test_canonical_text);
  g_test_add_func ("/exchange/merge/text-survives", test_text_survives);
  g_test_add_func ("/exchange/merge/twice-is-once", test_twice_is_once);
  g_test_add_func ("/exchange/merge/either-way", test_either_way);
  g_test_add_func ("/exchange/merge/any-order", test_any_order);
  g_test_add_func ("/exchange/merge/deletes-travel", test_deletes_travel);
  g_test_add_func ("/exchange/merge/rival-deletes", test_rival_deletes);
  g_test_add_func ("/exchange/merge/erasure-travels", test_erasure_travels);
  g_test_add_func ("/exchange/merge/chain-is-no-conflict", test_chain_is_no_conflict);
  g_test_add_func ("/exchange/merge/blind-edits-conflict", test_blind_edits_conflict);
  g_test_add_func ("/exchange/merge/random-programs", test_random_programs);
  g_test_add_func ("/exchange/merge/local-fields-stay", test_local_fields_stay);
  g_test_add_func ("/exchange/merge/reasons-to-stop", test_reasons_to_stop);
  g_test_add_func ("/exchange/merge/files-left-behind", test_files_left_behind);
  return g_test_run ();
}
