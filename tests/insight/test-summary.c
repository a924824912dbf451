/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every table of random workbooks, held against plain loops over the records. */
#include "insight-world.h"

#define N_WORLDS 4

static const EarDimension dimensions[] = { EAR_DIMENSION_THEME, EAR_DIMENSION_GROUP,  EAR_DIMENSION_PRIORITY,
                                           EAR_DIMENSION_PLACE, EAR_DIMENSION_PERIOD, EAR_DIMENSION_FEELING };

/* A heading as the naive count names it. */
static char *
name_of (const EarHeading *heading)
{
  if (!ear_id_is_none (&heading->id))
    return ear_id_to_string (&heading->id);
  if (g_str_equal (heading->key, EAR_HEADING_NOT_SAID) || g_str_has_prefix (heading->key, "no-"))
    return g_strdup ("");
  return g_strdup (heading->key);
}

static void
assert_count (EarCount is, EarCount should)
{
  g_assert_cmpuint (is.contributions, ==, should.contributions);
  g_assert_cmpuint (is.sessions, ==, should.sessions);
}

/* Whatever the loops find is a heading of the table. "not-working" is a feeling, not a lack of one. */
static void
assert_all_headings (World *world, const EarSummaryRequest *request, EarDimension dimension, GPtrArray *headings)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_voices = world->records[EAR_KIND_CONTRIBUTION]->len;

  for (guint i = 0; i < headings->len; i++)
    g_assert_true (g_hash_table_add (there, name_of (g_ptr_array_index (headings, i))));
  for (guint i = 0; i < n_voices; i++)
    {
      const EarRecord *voice = g_ptr_array_index (world->records[EAR_KIND_CONTRIBUTION], i);
      GHashTable *own = world_headings_of (world, voice, dimension, request->period, request->strategy);
      GHashTableIter iter;
      gpointer key;

      if (!world_is_voice (world, voice))
        continue;
      if (g_hash_table_size (own) == 0)
        g_assert_true (g_hash_table_contains (there, ""));
      g_hash_table_iter_init (&iter, own);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_assert_true (g_hash_table_contains (there, key));
    }
}

static void
check_table (World *world, const EarSummaryRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTable) table = ear_summary (world->store, request, &error);
  guint n_columns;

  g_assert_no_error (error);
  assert_count (table->total, world_count (world, request, NULL, NULL));
  assert_all_headings (world, request, request->rows, table->rows);
  if (request->columns != EAR_DIMENSION_NONE)
    assert_all_headings (world, request, request->columns, table->columns);
  else
    g_assert_null (table->columns);

  n_columns = table->columns == NULL ? 1 : table->columns->len;
  for (guint r = 0; r < table->rows->len; r++)
    {
      g_autofree char *row = name_of (g_ptr_array_index (table->rows, r));

      assert_count (table->row_totals[r], world_count (world, request, row, NULL));
      g_assert_true (request->with_empty || table->row_totals[r].contributions > 0);
      for (guint c = 0; c < n_columns; c++)
        {
          g_autofree char *column = table->columns == NULL ? NULL : name_of (g_ptr_array_index (table->columns, c));

          assert_count (ear_table_cell (table, r, c), world_count (world, request, row, column));
        }
    }
  for (guint c = 0; c < n_columns; c++)
    {
      g_autofree char *column = table->columns == NULL ? NULL : name_of (g_ptr_array_index (table->columns, c));

      assert_count (table->column_totals[c], world_count (world, request, NULL, column));
    }
}

static void
test_one_dimension (void)
{
  for (guint w = 0; w < N_WORLDS; w++)
    {
      g_autoptr (World) world = world_new_random ();

      for (gsize d = 0; d < G_N_ELEMENTS (dimensions); d++)
        {
          for (guint empty = 0; empty < 2; empty++)
            {
              EarSummaryRequest request = { .rows = dimensions[d], .with_empty = empty == 1 };

              check_table (world, &request);
            }
        }
      for (guint period = EAR_PERIOD_YEAR; period <= EAR_PERIOD_MONTH; period++)
        {
          EarSummaryRequest request = { .rows = EAR_DIMENSION_PERIOD, .period = (EarPeriod) period };

          check_table (world, &request);
        }
    }
}

static void
test_two_dimensions (void)
{
  g_autoptr (World) world = world_new_random ();

  for (gsize r = 0; r < G_N_ELEMENTS (dimensions); r++)
    {
      for (gsize c = 0; c < G_N_ELEMENTS (dimensions); c++)
        {
          EarSummaryRequest request
            = { .rows = dimensions[r], .columns = dimensions[c], .period = EAR_PERIOD_FINANCIAL_YEAR };

          check_table (world, &request);
        }
    }
}

static void
test_one_strategy (void)
{
  g_autoptr (World) world = world_new_random ();
  EarId unknown = ear_id_new ();
  EarSummaryRequest request = { .rows = EAR_DIMENSION_PRIORITY, .columns = EAR_DIMENSION_GROUP };
  g_autoptr (EarTable) table = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < world->records[EAR_KIND_STRATEGY]->len; i++)
    {
      request.strategy = &((EarRecord *) g_ptr_array_index (world->records[EAR_KIND_STRATEGY], i))->id;
      for (guint empty = 0; empty < 2; empty++)
        {
          request.with_empty = empty == 1;
          check_table (world, &request);
        }
    }

  request.strategy = &unknown;
  table = ear_summary (world->store, &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (table->rows->len, ==, 1);
  assert_count (table->row_totals[0], table->total);
}

/* Every node that is here and in use is a row, each after the one above it. */
static void
test_with_empty (void)
{
  g_autoptr (World) world = world_new_random ();
  EarSummaryRequest request = { .rows = EAR_DIMENSION_GROUP, .with_empty = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTable) table = ear_summary (world->store, &request, &error);
  guint n_live = 0, n_rows = 0, depth = 0;

  for (guint i = 0; i < world->records[EAR_KIND_GROUP]->len; i++)
    n_live += world_is_live (world, EAR_KIND_GROUP, &((EarRecord *) g_ptr_array_index (world->records[EAR_KIND_GROUP], i))->id);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, i);

      g_assert_cmpuint (heading->depth, <=, i == 0 ? 0 : depth + 1);
      depth = heading->depth;
      n_rows += !ear_id_is_none (&heading->id);
    }
  g_assert_cmpuint (n_rows, ==, n_live);

  request.rows = EAR_DIMENSION_FEELING;
  ear_table_free (table);
  table = ear_summary (world->store, &request, &error);
  g_assert_cmpuint (table->rows->len, >=, 5);
}

static EarRecord *
make_session (const char *started)
{
  EarRecord *session = ear_record_new (EAR_KIND_SESSION);

  ear_record_set (session, EAR_SESSION_STARTED, started);
  return session;
}

static EarRecord *
make_voice (const EarId *session)
{
  EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);

  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, session);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "Something");
  return voice;
}

/* The last day of March and the first of April; gaps between are rows; a mistyped year makes no thousand rows. */
static void
test_periods (void)
{
  static const char *const days[] = { "2022-03-31", "2022-04-01", "2022-09-30T23:59" };
  g_autoptr (World) world = world_new_empty ();
  EarSummaryRequest request = { .rows = EAR_DIMENSION_PERIOD, .period = EAR_PERIOD_FINANCIAL_YEAR, .with_empty = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTable) years = NULL;
  g_autoptr (EarTable) months = NULL;
  g_autoptr (EarTable) quarters = NULL;
  g_autoptr (EarTable) wide = NULL;
  EarId session;

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      session = world_put (world, make_session (days[i]));
      world_put (world, make_voice (&session));
    }
  years = ear_summary (world->store, &request, &error);
  g_assert_cmpuint (years->rows->len, ==, 2);
  g_assert_cmpstr (((EarHeading *) years->rows->pdata[0])->key, ==, "2021-22");
  g_assert_cmpstr (((EarHeading *) years->rows->pdata[1])->label, ==, "2022–23");
  g_assert_cmpuint (years->row_totals[1].contributions, ==, 2);

  request.period = EAR_PERIOD_MONTH;
  months = ear_summary (world->store, &request, &error);
  g_assert_cmpuint (months->rows->len, ==, 7);
  g_assert_cmpstr (((EarHeading *) months->rows->pdata[6])->label, ==, "September 2022");
  g_assert_cmpuint (months->row_totals[2].contributions, ==, 0);

  request.period = EAR_PERIOD_QUARTER;
  quarters = ear_summary (world->store, &request, &error);
  g_assert_cmpstr (((EarHeading *) quarters->rows->pdata[1])->label, ==, "April to June 2022");

  session = world_put (world, make_session ("0203-01-01"));
  world_put (world, make_voice (&session));
  request.period = EAR_PERIOD_MONTH;
  wide = ear_summary (world->store, &request, &error);
  g_assert_cmpuint (wide->rows->len, ==, 4);
}

/* Only the year is known: no month is made up, and the year stands before its months. */
static void
test_bare_years (void)
{
  static const char *const days[] = { "2022", "2022-01", "2022-12-31", "2021-11-30" };
  static const char *const months[] = { "November 2021", "2022, month not said", "January 2022", "December 2022" };
  g_autoptr (World) world = world_new_empty ();
  EarSummaryRequest request = { .rows = EAR_DIMENSION_PERIOD, .period = EAR_PERIOD_MONTH };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTable) table = NULL;
  g_autoptr (EarTable) full = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      EarId session = world_put (world, make_session (days[i]));

      world_put (world, make_voice (&session));
    }
  table = ear_summary (world->store, &request, &error);
  g_assert_cmpuint (table->rows->len, ==, G_N_ELEMENTS (months));
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    g_assert_cmpstr (((EarHeading *) table->rows->pdata[i])->label, ==, months[i]);
  g_assert_cmpstr (((EarHeading *) table->rows->pdata[1])->key, ==, "2022");
  request.with_empty = TRUE;
  full = ear_summary (world->store, &request, &error);
  g_assert_cmpuint (full->rows->len, ==, 15);
}

static void
test_empty_workbook (void)
{
  g_autoptr (World) world = world_new_empty ();

  for (gsize d = 0; d < G_N_ELEMENTS (dimensions); d++)
    {
      EarSummaryRequest request = { .rows = dimensions[d], .columns = EAR_DIMENSION_FEELING };
      g_autoptr (GError) error = NULL;
      g_autoptr (EarTable) table = ear_summary (world->store, &request, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (table->total.contributions, ==, 0);
      g_assert_cmpuint (table->rows->len, ==, 0);
    }
}

static void
test_names (void)
{
  EarDimension dimension;

  g_assert_true (ear_dimension_from_name ("place", &dimension));
  g_assert_cmpint (dimension, ==, EAR_DIMENSION_PLACE);
  g_assert_cmpstr (ear_dimension_label (dimension), ==, "Place");
  g_assert_false (ear_dimension_from_name ("Place", &dimension));
  g_assert_false (ear_dimension_from_name (NULL, &dimension));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/summary/one-dimension", test_one_dimension);
  g_test_add_func ("/insight/summary/two-dimensions", test_two_dimensions);
  g_test_add_func ("/insight/summary/one-strategy", test_one_strategy);
  g_test_add_func ("/insight/summary/with-empty", test_with_empty);
  g_test_add_func ("/insight/summary/periods", test_periods);
  g_test_add_func ("/insight/summary/bare-years", test_bare_years);
  g_test_add_func ("/insight/summary/empty-workbook", test_empty_workbook);
  g_test_add_func ("/insight/summary/names", test_names);
  return g_test_run ();
}
