/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows are found by walking along the ids and by remembering: whatever is written in between, and in whatever order
 * ids are asked for, the answer is that of searching anew. */
#include "ear-store-private.h"
#include "ear-test.h"

#define N_IDS 400

/* Ids that lie close to each other, so that most neighbours of one that is asked for are there or will be. */
static EarId
id_number (guint n)
{
  EarId id = { { 0x01, 0x93, 0, 0, 0, 0, 0x70 } };

  id.bytes[8] = 0x80;
  id.bytes[14] = (guint8) (n >> 8);
  id.bytes[15] = (guint8) n;
  return id;
}

static EarRecord *
group_new (guint n, gboolean with_parent, guint64 ms)
{
  guint parent = (n * 7 + (guint) ms / 1000) % N_IDS;
  EarId id = id_number (n);
  EarRecord *group = ear_record_new_with_id (EAR_KIND_GROUP, &id);
  EarStamp stamp = { ear_clock_make (ms, 0), id_number (60000) };

  ear_record_set (group, EAR_GROUP_NAME, "Carers");
  if (with_parent)
    {
      EarId above = id_number (parent);

      ear_record_set_id (group, EAR_GROUP_PARENT, &above);
    }
  ear_record_stamp (group, &stamp);
  return group;
}

/* Joins a group and looks whether it was taken for what it is. @known: (inout): the moment of each id's last edit */
static void
join_one (EarStore *store, guint n, gboolean with_parent, guint64 ms, guint64 known[N_IDS])
{
  g_autoptr (EarRecord) group = group_new (n, with_parent, ms);
  g_autoptr (GError) error = NULL;
  EarOutcome outcome, expected;
  gboolean conflict;

  ear_store_join (store, group, &outcome, &conflict, &error);
  g_assert_no_error (error);
  expected = known[n] == 0 ? EAR_OUTCOME_ADDED : ms > known[n] ? EAR_OUTCOME_UPDATED : EAR_OUTCOME_UNCHANGED;
  g_assert_cmpint (outcome, ==, expected);
  known[n] = MAX (known[n], ms);
}

/* Every id that was joined, and every one that was only mentioned, is in one row and no other. */
static void
check_rows (EarStore *store, const guint64 known[N_IDS])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) count
    = ear_store_query (store, "SELECT count (*), count (DISTINCT id), sum (state = 0) FROM groups", &error);
  guint n_known = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < N_IDS; i++)
    {
      EarId id = id_number (i);

      n_known += known[i] != 0;
      if (known[i] != 0)
        g_assert_cmpint (ear_store_find_row (store, EAR_KIND_GROUP, &id, NULL), >, 0);
    }
  g_assert_cmpint (ear_statement_step (count, NULL), ==, EAR_STEP_ROW);
  g_assert_cmpint (ear_statement_get_integer (count, 0), ==, ear_statement_get_integer (count, 1));
  g_assert_cmpint (ear_statement_get_integer (count, 2), ==, n_known);
}

/* In rising order, as a bundle has them, with steps of all lengths, again and again. */
static void
test_rising (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (GError) error = NULL;
  guint64 known[N_IDS] = { 0 };

  for (guint round = 1; round <= 40; round++)
    {
      guint stride = 1u << g_test_rand_int_range (0, 7);

      g_assert_true (ear_store_begin (store, &error));
      for (guint n = (guint) g_test_rand_int_range (0, 20); n < N_IDS;
           n += (guint) g_test_rand_int_range (1, (int) stride + 1))
        join_one (store, n, FALSE, 1000 * (guint64) g_test_rand_int_range (1, (int) round + 1), known);
      g_assert_true (ear_store_commit (store, &error));
    }
  check_rows (store, known);
}

/* In no order, with parents that are mentioned before they come, beside edits of this laptop's own. */
static void
test_any_order (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (GError) error = NULL;
  guint64 known[N_IDS] = { 0 };
  guint n = 0;

  for (guint round = 1; round <= 20; round++)
    {
      g_assert_true (ear_store_begin (store, &error));
      for (guint i = 0; i < 100; i++)
        {
          n = g_test_rand_bit () ? (n + 1) % N_IDS : (guint) g_test_rand_int_range (0, N_IDS);
          join_one (store, n, TRUE, 1000 * round, known);
          if (g_test_rand_int_range (0, 8) == 0)
            join_one (store, n, TRUE, 1000 * round, known);
          if (g_test_rand_int_range (0, 8) == 0)
            {
              g_autoptr (EarRecord) own = ear_record_new (EAR_KIND_THEME);

              ear_record_set (own, EAR_THEME_NAME, "Waiting");
              g_assert_true (ear_store_put (store, own, &error));
            }
        }
      g_assert_true (ear_store_commit (store, &error));
    }
  check_rows (store, known);
}

/* A row that was written where the walk has yet to come is not taken for one that is missing. */
static void
test_written_ahead (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  guint64 known[N_IDS] = { 0 };
  EarId id = id_number (11);
  g_autoptr (EarRecord) ours = ear_record_new_with_id (EAR_KIND_GROUP, &id);
  g_autoptr (EarRecord) theirs = group_new (11, FALSE, 1000);
  g_autoptr (EarRecord) here = NULL;
  g_autoptr (GError) error = NULL;
  EarOutcome outcome;
  gboolean conflict;

  g_assert_true (ear_store_begin (store, &error));
  join_one (store, 10, FALSE, 1000, known);
  ear_record_set (ours, EAR_GROUP_NAME, "Young carers");
  g_assert_true (ear_store_put (store, ours, &error));
  g_assert_true (ear_store_join (store, theirs, &outcome, &conflict, &error));
  g_assert_true (ear_store_commit (store, &error));
  g_assert_true (conflict);
  here = ear_store_get (store, EAR_KIND_GROUP, &id, &error);
  g_assert_cmpstr (ear_record_get (here, EAR_GROUP_NAME), ==, "Young carers");
}

/* What was found in a transaction that was taken back is not there any more. */
static void
test_taken_back (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (GError) error = NULL;

  for (guint round = 0; round < 3; round++)
    {
      guint64 known[N_IDS] = { 0 };

      g_assert_true (ear_store_begin (store, &error));
      for (guint n = 0; n < 50; n++)
        join_one (store, n, TRUE, 1000, known);
      check_rows (store, known);
      ear_store_rollback (store);
    }
  g_assert_true (ear_store_begin (store, &error));
  for (guint n = 0; n < 50; n++)
    {
      guint64 known[N_IDS] = { 0 };

      join_one (store, n, TRUE, 1000, known);
    }
  g_assert_true (ear_store_commit (store, &error));
}

/* Walking over the kinds of which there are many touches an index alone: the machine may move to a row of the table
 * "if needed" only. A field that is added to the model and not to the index would make each of them read. */
static void
test_walk_reads_no_words (void)
{
  static const EarKind many[] = { EAR_KIND_CONTRIBUTION, EAR_KIND_CONTRIBUTION_GROUP, EAR_KIND_CODING };
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN ", ear_kind_sql (many[i])->walk, NULL);
      g_autoptr (EarStatement) each = ear_store_query (store, sql, &error);
      gint64 index = -1;
      guint n_columns = 0;
      EarStep step;

      g_assert_no_error (error);
      while ((step = ear_statement_step (each, &error)) == EAR_STEP_ROW)
        {
          const char *code = ear_statement_get_text (each, 1);

          if (g_str_equal (code, "SeekGE"))
            index = ear_statement_get_integer (each, 2);
          if (!g_str_equal (code, "Column"))
            continue;
          g_assert_cmpint (ear_statement_get_integer (each, 2), ==, index);
          n_columns++;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (n_columns, ==, 6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/find/rising", test_rising);
  g_test_add_func ("/store/find/any-order", test_any_order);
  g_test_add_func ("/store/find/written-ahead", test_written_ahead);
  g_test_add_func ("/store/find/taken-back", test_taken_back);
  g_test_add_func ("/store/find/walk-reads-no-words", test_walk_reads_no_words);
  return g_test_run ();
}
