/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining in a workbook is joining in memory: rows keep all of a record's versions, and order does not matter. */
#include "ear-test.h"

#include "ear-join-world.h"
#include "ear-raw.h"
#include "ear-row-map.h"

static const guint fields[] = { EAR_SESSION_TITLE, EAR_SESSION_VENUE, EAR_SESSION_NOTES };

static void
join_in_store (EarStore *store, const EarRecord *theirs, const EarRecord *mine, gboolean is_first)
{
  g_autoptr (EarRecord) expected = ear_record_copy (mine);
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (EarJoin) join = { 0 };
  EarOutcome outcome;
  gboolean conflict;

  ear_record_join (expected, theirs, &join);
  ear_store_join (store, theirs, &outcome, &conflict, &error);
  g_assert_no_error (error);
  here = ear_store_get (store, EAR_KIND_SESSION, &theirs->id, &error);
  g_assert_no_error (error);
  if (is_first)
    return;
  g_assert_true (ear_record_same_state (here, expected));
  g_assert_cmpint (outcome == EAR_OUTCOME_UNCHANGED, ==, !join.changed);
  g_assert_cmpint (outcome == EAR_OUTCOME_ERASED, ==, join.erased);
  g_assert_cmpint (conflict, ==, join.conflicts != 0);
}

/* Every letter of one world, in an order of its own, some twice. */
static void
join_letters (EarStore *store, EarWorld *world)
{
  const GPtrArray *letters = ear_world_letters (world);
  g_autoptr (EarRecord) memory = NULL;
  g_autoptr (EarRecord) here = NULL;

  for (guint i = 0; i < letters->len * 2; i++)
    {
      const EarRecord *letter = letters->pdata[g_test_rand_int_range (0, (int) letters->len)];

      /* A record that nobody has written yet is not sent. */
      if (!letter->erased && letter->fields[EAR_FIELD_DELETED].shown.stamp.clock == 0)
        continue;
      if (memory == NULL)
        {
          join_in_store (store, letter, letter, TRUE);
          memory = ear_record_copy (letter);
        }
      else
        {
          g_auto (EarJoin) join = { 0 };

          join_in_store (store, letter, memory, FALSE);
          ear_record_join (memory, letter, &join);
        }
    }
  if (memory == NULL)
    return;
  here = ear_store_get (store, EAR_KIND_SESSION, &memory->id, NULL);
  g_assert_true (ear_record_same_state (here, memory));
}

static void
test_same_as_in_memory (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);

  g_assert_no_error (error);
  g_assert_true (ear_store_begin (store, &error));
  for (int i = 0; i < 150; i++)
    {
      guint n_devices = (guint) g_test_rand_int_range (2, EAR_WORLD_MAX_DEVICES + 1);
      g_autoptr (EarWorld) world = ear_world_new (EAR_KIND_SESSION, fields, G_N_ELEMENTS (fields), n_devices);
      g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
      g_autoptr (GArray) moves = ear_moves_random (rand, 50, n_devices, G_N_ELEMENTS (fields), i % 3 == 0);

      for (guint j = 0; j < moves->len; j++)
        {
          g_autofree char *wrong = ear_world_move (world, &g_array_index (moves, EarMove, j));

          g_assert_null (wrong);
        }
      join_letters (store, world);
    }
  g_assert_true (ear_store_commit (store, &error));
  g_assert_no_error (error);
}

/* What is referred to may come after what refers to it, or never: the reference stands and says so. */
static void
test_reference_before_record (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = ear_record_new (EAR_KIND_SESSION);
  g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  g_autoptr (EarRecord) here = NULL;
  EarStamp stamp = { ear_clock_make (1795342530000, 0), ear_id_new () };
  EarOutcome outcome;
  gboolean conflict;

  ear_record_set (session, EAR_SESSION_TITLE, "Later");
  ear_record_stamp (session, &stamp);
  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session->id);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "river words");
  ear_record_stamp (voice, &stamp);

  g_assert_true (ear_store_begin (store, &error));
  g_assert_true (ear_store_join (store, voice, &outcome, &conflict, &error));
  g_assert_cmpint (outcome, ==, EAR_OUTCOME_ADDED);
  g_assert_null (ear_store_get (store, EAR_KIND_SESSION, &session->id, &error));
  g_assert_no_error (error);
  here = ear_store_get (store, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_true (ear_record_same_state (here, voice));
  g_assert_true (ear_store_join (store, session, &outcome, &conflict, &error));
  g_assert_cmpint (outcome, ==, EAR_OUTCOME_ADDED);
  g_assert_true (ear_store_join (store, session, &outcome, &conflict, &error));
  g_assert_cmpint (outcome, ==, EAR_OUTCOME_UNCHANGED);
  g_assert_true (ear_store_commit (store, &error));
  g_assert_no_error (error);
}

/* Brought back and cleared in one go: the field's being empty is as new as the record's being there, and is kept. */
static void
test_cleared_with_the_record (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (EarRecord) back = NULL;

  g_assert_true (ear_store_set_deleted (store, EAR_KIND_SESSION, &session->id, TRUE, &error));
  here = ear_store_get (store, EAR_KIND_SESSION, &session->id, &error);
  ear_record_set_flag (here, EAR_FIELD_DELETED, FALSE);
  ear_record_set (here, EAR_SESSION_TITLE, NULL);
  g_assert_true (ear_store_put (store, here, &error));
  back = ear_store_get (store, EAR_KIND_SESSION, &session->id, &error);
  g_assert_no_error (error);
  g_assert_true (ear_stamp_equal (&back->fields[EAR_SESSION_TITLE].shown.stamp,
                                  &back->fields[EAR_FIELD_DELETED].shown.stamp));
  g_assert_cmpuint (back->fields[EAR_SESSION_TITLE].shown.stamp.clock, !=, 0);
  g_assert_null (ear_record_get (back, EAR_SESSION_TITLE));
}

/* Our clock follows what we merged, so that our next edit is later; but not a clock that is days ahead. */
static void
test_clock_follows (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStore) store = ear_store_create (path, EAR_RAW_KEY, &error);
  guint64 now = (guint64) (g_get_real_time () / 1000);
  guint64 hour = 3600 * 1000;
  EarStamp stamps[]
    = { { ear_clock_make (now + 5 * hour, 3), ear_id_new () }, { ear_clock_make (now + 60 * hour, 0), ear_id_new () } };
  gint64 clock;

  g_assert_true (ear_store_begin (store, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (stamps); i++)
    {
      g_autoptr (EarRecord) session = ear_record_new (EAR_KIND_SESSION);
      EarOutcome outcome;
      gboolean conflict;

      ear_record_set (session, EAR_SESSION_TITLE, "Theirs");
      ear_record_stamp (session, &stamps[i]);
      g_assert_true (ear_store_join (store, session, &outcome, &conflict, &error));
      g_assert_cmpint (ear_store_get_clock (store), ==, (gint64) stamps[0].clock);
    }
  g_assert_true (ear_store_commit (store, &error));
  ear_record_free (ear_test_session (store, "Ours"));
  clock = ear_store_get_clock (store);
  g_assert_cmpint (clock, >, (gint64) stamps[0].clock);
  g_clear_pointer (&store, ear_store_close);
  store = ear_store_open (path, EAR_RAW_KEY, &error);
  g_assert_cmpint (ear_store_get_clock (store), ==, clock);
}

/* What a map knows is right at any size; it may forget, but not the newest, and of some thousands only a few. */
static void
test_map_grows (void)
{
  g_autoptr (EarRowMap) map = ear_row_map_new ();
  g_autofree EarId *ids = g_new (EarId, 20000);
  guint known = 0;

  for (guint i = 0; i < 20000; i++)
    {
      EarKind kind = i % EAR_N_KINDS;

      ids[i] = ear_id_new ();
      g_assert_cmpint (ear_row_map_get (map, kind, &ids[i]), ==, 0);
      ear_row_map_set (map, kind, &ids[i], i + 1);
      ear_row_map_set (map, kind, &ids[i], i + 7);
      g_assert_cmpint (ear_row_map_get (map, kind, &ids[i]), ==, i + 7);
      g_assert_cmpint (ear_row_map_get (map, (kind + 1) % EAR_N_KINDS, &ids[i]), ==, 0);
    }
  for (guint i = 0; i < 20000; i++)
    {
      gint64 row = ear_row_map_get (map, i % EAR_N_KINDS, &ids[i]);

      g_assert_true (row == 0 || row == i + 7);
      known += row != 0;
    }
  g_assert_cmpuint (known, >, 20000 * 9 / 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/join/same-as-in-memory", test_same_as_in_memory);
  g_test_add_func ("/store/join/reference-before-record", test_reference_before_record);
  g_test_add_func ("/store/join/cleared-with-the-record", test_cleared_with_the_record);
  g_test_add_func ("/store/join/clock-follows", test_clock_follows);
  g_test_add_func ("/store/join/map-grows", test_map_grows);
  return g_test_run ();
}
