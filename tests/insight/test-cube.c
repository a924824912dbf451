/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cube held against SQL written here: filters that combine, three dimensions, people, and that what is kept of the voices
 * follows every change. The SQL goes over the tables of records, not over the product's views. */
#include "ear-cube.h"
#include "ear-own.h"
#include "ear-quotable.h"
#include "ear-terms.h"
#include "insight-world.h"

#define N_WORLDS 3

static gint64
ask (World *world, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) one = ear_store_query (world->store, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ear_statement_step (one, &error), ==, EAR_STEP_ROW);
  return ear_statement_get_integer (one, 0);
}

/* Voices of sessions that are not deleted, with what they inherit: from the tables of records. */
#define HEARD                                                                                                          \
  "(SELECT c.n, c.participant, c.session, c.feeling, coalesce (c.permission, p.permission, s.permission, 'paraphrase') AS permission, "  \
  "coalesce (c.place, p.place, s.place) AS place, coalesce (c.said_at, s.started) AS happened FROM contributions c "   \
  "LEFT JOIN sessions s ON s.n = c.session LEFT JOIN participants p ON p.n = c.participant "                           \
  "WHERE c.state = 0 AND (c.session IS NULL AND c.permission IS NOT 'internal' OR c.session IS NULL AND c.text IS NOT NULL OR s.state IN (0, 3))) v"

/* All that stand below a group, by its parents, deleted ones in between too. */
#define BELOW(n)                                                                                                       \
  "(WITH RECURSIVE below (n) AS (SELECT " n " UNION SELECT g.n FROM groups g JOIN below ON g.parent = below.n WHERE g.state IN (0, 1)) " \
  "SELECT below.n FROM below JOIN groups here ON here.n = below.n WHERE here.state = 0)"

#define IN_GROUP(n)                                                                                                    \
  "(EXISTS (SELECT 1 FROM contribution_groups x WHERE x.contribution = v.n AND x.state = 0 AND x.\"group\" IN " BELOW (n) ") "           \
  "OR EXISTS (SELECT 1 FROM participant_groups x WHERE x.participant = v.participant AND x.state = 0 AND x.\"group\" IN " BELOW (n) ") " \
  "OR (NOT EXISTS (SELECT 1 FROM contribution_groups x WHERE x.contribution = v.n AND x.state = 0) "                                     \
  "AND NOT EXISTS (SELECT 1 FROM participant_groups x WHERE x.participant = v.participant AND x.state = 0) "                             \
  "AND 1 = (SELECT count (*) FROM session_groups x WHERE x.session = v.session AND x.state = 0) "                                        \
  "AND EXISTS (SELECT 1 FROM session_groups x WHERE x.session = v.session AND x.state = 0 AND x.\"group\" IN " BELOW (n) ")))"

static gint64
row_of (World *world, EarKind kind, const EarId *id)
{
  g_autoptr (GError) error = NULL;
  gint64 n = ear_store_find_row (world->store, kind, id, &error);

  g_assert_no_error (error);
  return n;
}

static EarCount
count_filtered (World *world, const EarVoiceFilter *filter)
{
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_FEELING, .filter = filter };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTable) table = ear_summary (world->store, &request, &error);

  g_assert_no_error (error);
  return table->total;
}

/* Two groups together, with a feeling or a permission on top. */
static void
test_intersections (void)
{
  guint n_heard = 0;

  for (guint w = 0; w < N_WORLDS; w++)
    {
      g_autoptr (World) world = world_new_random ();
      GPtrArray *groups = world->records[EAR_KIND_GROUP];

      for (guint a = 0; a < groups->len; a++)
        {
          for (guint b = 0; b < groups->len; b++)
            {
              const EarRecord *one = g_ptr_array_index (groups, a), *other = g_ptr_array_index (groups, b);
              g_autofree char *first = g_strdup_printf ("%" G_GINT64_FORMAT, row_of (world, EAR_KIND_GROUP, &one->id));
              g_autofree char *second = g_strdup_printf ("%" G_GINT64_FORMAT, row_of (world, EAR_KIND_GROUP, &other->id));
              g_autofree char *in_first = NULL, *in_second = NULL, *sql = NULL, *sessions = NULL;
              EarVoiceFilter filter = { .group = &one->id, .also_group = &other->id, .feeling = a % 2 == 0 ? EAR_FEELING_WORKING : NULL,
                                        .permission = b % 2 == 0 ? EAR_PERMISSION_QUOTE : NULL };
              EarCount found = count_filtered (world, &filter);
              const char *permission = b % 2 == 0 ? " AND v.permission = 'quote'" : "";
              const char *feeling = a % 2 == 0 ? "v.feeling = 'working-well'" : "1";

              /* A deleted group is nobody's. */
              if (!world_is_live (world, EAR_KIND_GROUP, &one->id) || !world_is_live (world, EAR_KIND_GROUP, &other->id))
                {
                  g_assert_cmpuint (found.contributions, ==, 0);
                  continue;
                }
              {
                g_auto (GStrv) parts = g_strsplit (IN_GROUP ("@"), "@", -1);

                in_first = g_strjoinv (first, parts);
                in_second = g_strjoinv (second, parts);
              }
              sql = g_strdup_printf ("SELECT count (*) FROM " HEARD " WHERE %s AND %s AND %s%s", feeling, in_first, in_second, permission);
              sessions = g_strdup_printf ("SELECT count (DISTINCT v.session) FROM " HEARD " WHERE %s AND %s AND %s%s", feeling, in_first,
                                          in_second, permission);
              g_assert_cmpint (found.contributions, ==, ask (world, sql));
              g_assert_cmpint (found.sessions, ==, ask (world, sessions));
              g_assert_cmpint (ear_voice_count (world->store, &filter, NULL), ==, found.contributions);
              n_heard += found.contributions;
            }
        }
    }
  g_assert_cmpuint (n_heard, >, 0);
}

/* What is given to each node of a tree itself, of all voices and of those that a filter leaves: against the views, which are the rule. */
static void
test_own (void)
{
  static const struct
  {
    EarDimension dimension;
    EarKind kind;
    const char *given; /* voices by row */
  } trees[] = {
    { EAR_DIMENSION_THEME, EAR_KIND_THEME, "SELECT contribution AS voice, theme AS node FROM voice_themes" },
    { EAR_DIMENSION_GROUP, EAR_KIND_GROUP, "SELECT contribution AS voice, \"group\" AS node FROM voice_groups" },
    { EAR_DIMENSION_PRIORITY, EAR_KIND_PRIORITY, "SELECT x.contribution AS voice, x.priority AS node FROM voice_priorities x JOIN priorities p ON p.n = x.priority "
      "JOIN strategies g ON g.n = p.strategy AND g.state = 0" },
    { EAR_DIMENSION_PLACE, EAR_KIND_PLACE, "SELECT n AS voice, place AS node FROM voices" },
  };
  const EarVoiceFilter filters[] = { { 0 }, { .feeling = EAR_FEELING_WORKING } };
  g_autoptr (World) world = world_new_random ();
  guint n_fewer = 0;

  for (guint t = 0; t < G_N_ELEMENTS (trees); t++)
    {
      GPtrArray *records = world->records[trees[t].kind];
      g_autoptr (GError) error = NULL;
      g_autoptr (GHashTable) all = ear_own_count (world->store, trees[t].dimension, &filters[0], &error);
      g_autoptr (GHashTable) some = ear_own_count (world->store, trees[t].dimension, &filters[1], &error);
      guint n_given = 0;

      g_assert_no_error (error);
      for (guint i = 0; i < records->len; i++)
        {
          const EarRecord *record = records->pdata[i];
          g_autofree char *given = NULL, *of_these = NULL;
          guint n, n_of_these;

          if (!world_is_live (world, trees[t].kind, &record->id))
            continue;
          given = g_strdup_printf ("SELECT count (DISTINCT v.n) FROM voices v JOIN (%s) x ON x.voice = v.n WHERE x.node = %" G_GINT64_FORMAT,
                                   trees[t].given, row_of (world, trees[t].kind, &record->id));
          of_these = g_strdup_printf ("%s AND v.feeling = 'working-well'", given);
          n = GPOINTER_TO_UINT (g_hash_table_lookup (all, &record->id));
          n_of_these = GPOINTER_TO_UINT (g_hash_table_lookup (some, &record->id));
          g_assert_cmpint (n, ==, ask (world, given));
          g_assert_cmpint (n_of_these, ==, ask (world, of_these));
          n_given += n;
          n_fewer += n_of_these < n;
        }
      g_assert_cmpuint (n_given, >, 0);
    }
  g_assert_cmpuint (n_fewer, >, 0);
}

/* Months, years alone, and financial years as filters. */
static void
test_periods (void)
{
  g_autoptr (World) world = world_new_random ();
  static const struct
  {
    EarPeriod period;
    const char *key, *condition;
  } cases[] = {
    { EAR_PERIOD_YEAR, "2021", "substr (v.happened, 1, 4) = '2021'" },
    { EAR_PERIOD_FINANCIAL_YEAR, "2021-22", "length (v.happened) > 4 AND substr (v.happened, 1, 7) BETWEEN '2021-04' AND '2022-03'" },
    { EAR_PERIOD_QUARTER, "2021-Q3", "length (v.happened) > 4 AND substr (v.happened, 1, 7) BETWEEN '2021-07' AND '2021-09'" },
    { EAR_PERIOD_MONTH, "2021-05", "length (v.happened) > 4 AND substr (v.happened, 1, 7) = '2021-05'" },
    { EAR_PERIOD_MONTH, "2021", "v.happened = '2021'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const EarSummaryRequest request = { .rows = EAR_DIMENSION_PERIOD, .period = cases[i].period };
      g_autoptr (EarTable) table = ear_summary (world->store, &request, NULL);
      g_autofree char *from = NULL, *to = NULL;
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM " HEARD " WHERE %s", cases[i].condition);
      EarVoiceFilter filter = { 0 };
      gint64 should = ask (world, sql);
      guint shown = 0;

      g_assert_true (ear_period_span (cases[i].period, cases[i].key, &from, &to));
      filter.from = from;
      filter.to = to;
      for (guint r = 0; r < table->rows->len; r++)
        shown += g_str_equal (((EarHeading *) g_ptr_array_index (table->rows, r))->key, cases[i].key) ? table->row_totals[r].contributions : 0;
      g_assert_cmpint (shown, ==, should);
      g_assert_cmpint (count_filtered (world, &filter).contributions, ==, should);
      g_assert_cmpint (ear_voice_count (world->store, &filter, NULL), ==, should);
    }
}

/* Days that are no whole months, open ends, and everything that no column holds: the count is that of the list. */
static void
test_beyond_columns (void)
{
  g_autoptr (World) world = world_new_random ();
  const EarId *theme = &((EarRecord *) world->records[EAR_KIND_THEME]->pdata[0])->id;
  const EarVoiceFilter filters[] = {
    { .from = "2021-05-02", .to = "2021-11-29" },
    { .from = "2021-05-02" },
    { .to = "2021-05-30" },
    { .from = "2021-05-01", .to = "2021-05-30" },
    { .from = "2020-01-02", .to = "2021-12-31" },
    { .from = "2021-01-01", .to = "2021-12-30" },
    { .from = "2021-01-01" },
    { .to = "2021-12-31" },
    { .search = "a" },
    { .needs_look = TRUE },
    { .coder = "Nobody", .theme = theme },
    { .unanswered_before = "2022-01-01" },
  };
  guint n_heard = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      guint counted = count_filtered (world, &filters[i]).contributions;

      g_assert_cmpint (ear_voice_count (world->store, &filters[i], NULL), ==, counted);
      n_heard += counted;
    }
  g_assert_cmpuint (n_heard, >, 0);
}

/* The layers of a third dimension: each is the table under a filter, and the first is all. */
static void
test_layers (void)
{
  g_autoptr (World) world = world_new_random ();
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_THEME, .columns = EAR_DIMENSION_FEELING };
  g_autoptr (GPtrArray) layers = ear_summary_layers (world->store, &request, EAR_DIMENSION_GROUP, NULL);
  guint n_compared = 0;

  g_assert_cmpuint (layers->len, >, 2);
  for (guint i = 0; i < layers->len; i++)
    {
      const EarLayer *layer = g_ptr_array_index (layers, i);
      EarVoiceFilter filter = { 0 };
      EarSummaryRequest one = request;
      g_autoptr (EarTable) table = NULL;

      if (layer->heading != NULL && ear_id_is_none (&layer->heading->id))
        continue;
      filter.group = layer->heading == NULL ? NULL : &layer->heading->id;
      one.filter = &filter;
      table = ear_summary (world->store, &one, NULL);
      g_assert_cmpuint (layer->table->total.contributions, ==, table->total.contributions);
      for (guint r = 0; r < table->rows->len; r++)
        {
          for (guint lr = 0; lr < layer->table->rows->len; lr++)
            {
              if (!g_str_equal (((EarHeading *) table->rows->pdata[r])->key, ((EarHeading *) layer->table->rows->pdata[lr])->key))
                continue;
              g_assert_cmpuint (layer->table->row_totals[lr].contributions, ==, table->row_totals[r].contributions);
              g_assert_cmpuint (layer->table->row_totals[lr].sessions, ==, table->row_totals[r].sessions);
              g_assert_cmpuint (layer->table->row_totals[lr].people, ==, table->row_totals[r].people);
              n_compared++;
            }
        }
    }
  g_assert_cmpuint (n_compared, >, 5);
}

/* People, permission and organisation, against SQL. */
static void
test_people (void)
{
  g_autoptr (World) world = world_new_random ();
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_PERMISSION };
  g_autoptr (EarTable) table = ear_summary (world->store, &request, NULL);
  guint n = 0;

  g_assert_cmpint (table->total.people, ==,
                   ask (world, "SELECT coalesce (sum (people), 0) FROM (SELECT DISTINCT p.n, coalesce (p.people, 1) AS people FROM " HEARD
                               " JOIN participants p ON p.n = v.participant)"));
  for (guint r = 0; r < table->rows->len; r++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (DISTINCT v.participant) FROM " HEARD " WHERE v.permission = '%s'",
                                              ((EarHeading *) table->rows->pdata[r])->key);

      g_assert_cmpint (table->row_totals[r].people, ==, ask (world, sql));
      n += table->row_totals[r].contributions;
    }
  g_assert_cmpuint (n, ==, table->total.contributions);
}

static void
put_edit (World *world, EarKind kind, guint which, guint field, const char *value)
{
  const EarRecord *known = g_ptr_array_index (world->records[kind], which % world->records[kind]->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) record = ear_store_get (world->store, kind, &known->id, &error);

  ear_record_set (record, field, value);
  g_assert_true (ear_store_put (world->store, record, &error));
  g_assert_no_error (error);
}

static void
check_against_world (World *world)
{
  static const EarDimension sides[][2] = { { EAR_DIMENSION_THEME, EAR_DIMENSION_GROUP },
                                           { EAR_DIMENSION_PLACE, EAR_DIMENSION_PERIOD },
                                           { EAR_DIMENSION_PRIORITY, EAR_DIMENSION_FEELING } };

  world_reload (world);
  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const EarSummaryRequest request = { .rows = sides[i][0], .columns = sides[i][1], .period = EAR_PERIOD_QUARTER };
      g_autoptr (EarTable) table = ear_summary (world->store, &request, NULL);
      EarCount total = world_count (world, &request, NULL, NULL);

      g_assert_cmpuint (table->total.contributions, ==, total.contributions);
      for (guint r = 0; r < table->rows->len; r++)
        {
          const EarHeading *heading = table->rows->pdata[r];
          g_autofree char *name = !ear_id_is_none (&heading->id) ? ear_id_to_string (&heading->id) : g_strdup ("");

          g_assert_cmpuint (table->row_totals[r].contributions, ==, world_count (world, &request, name, NULL).contributions);
          g_assert_cmpuint (table->row_totals[r].sessions, ==, world_count (world, &request, name, NULL).sessions);
        }
    }
}

static gint64
kept (World *world)
{
  return ask (world, "SELECT count (*) FROM voice_chunks");
}

/* Whatever a figure hangs on takes what was kept away, and only that; the next count is right. */
static void
test_kept_follows (void)
{
  g_autoptr (World) world = world_new_random ();
  g_autoptr (GError) error = NULL;
  static const struct
  {
    EarKind kind;
    guint field;
    const char *value;
  } edits[] = {
    { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_FEELING, "idea" },
    { EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_SAID_AT, "2019-07-01" },
    { EAR_KIND_CONTRIBUTION, EAR_FIELD_DELETED, "true" },
    { EAR_KIND_SESSION, EAR_SESSION_STARTED, "2018-02-03" },
    { EAR_KIND_SESSION, EAR_FIELD_DELETED, "true" },
    { EAR_KIND_PARTICIPANT, EAR_PARTICIPANT_PERMISSION, "count" },
    { EAR_KIND_CONTRIBUTION_GROUP, EAR_FIELD_DELETED, "true" },
    { EAR_KIND_PARTICIPANT_GROUP, EAR_FIELD_DELETED, "true" },
    { EAR_KIND_SESSION_GROUP, EAR_FIELD_DELETED, "true" },
    { EAR_KIND_CODING, EAR_FIELD_DELETED, "true" },
  };

  check_against_world (world);
  g_assert_cmpint (kept (world), ==, 1);
  for (guint round = 0; round < 3; round++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
        {
          put_edit (world, edits[i].kind, 7 * round + (guint) i, edits[i].field, edits[i].value);
          check_against_world (world);
          g_assert_cmpint (kept (world), ==, 1);
        }
    }
  /* Words alone change no figure, and a voice's are in what is kept only as there or not. */
  put_edit (world, EAR_KIND_THEME, 1, EAR_THEME_NAME, "Another name");
  g_assert_cmpint (kept (world), ==, 1);
  g_assert_true (ear_store_erase (world->store, EAR_KIND_CONTRIBUTION, &((EarRecord *) world->records[EAR_KIND_CONTRIBUTION]->pdata[3])->id, &error));
  g_assert_cmpint (kept (world), ==, 0);
  check_against_world (world);
}

/* Voices come in the order of their rows, each once. */
static void
test_columns (void)
{
  g_autoptr (World) world = world_new_random ();
  EarVoiceColumns *columns;
  guint n;

  check_against_world (world);
  columns = ear_store_voice_columns (world->store, NULL);
  n = columns->n_voices;
  g_assert_cmpint (n, ==, ask (world, "SELECT count (*) FROM " HEARD));
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (columns->rows[i - 1], <, columns->rows[i]);
  ear_voice_columns_free (columns);
}

/* More conversations than one byte counts, so that a chunk's columns have other widths than in small worlds; and a voice between others is
 * taken out, so that rows have a gap. The sessions are not in the order of their voices. */
static void
test_widths (void)
{
  g_autoptr (World) world = world_new_empty ();
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_record_free);
  EarId gone = EAR_ID_NONE;
  guint n = 300;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Talk %u", i);

      g_ptr_array_add (sessions, ear_test_session (world->store, title));
    }
  for (guint i = 0; i < 2 * n; i++)
    {
      g_autofree char *words = g_strdup_printf ("Words %u", i);
      g_autoptr (EarRecord) voice = ear_test_voice (world->store, sessions->pdata[(i * 7) % n], words);

      gone = i == n ? voice->id : gone;
    }
  for (guint pass = 0; pass < 2; pass++)
    {
      const EarVoiceFilter everything = { 0 };
      EarCount made = count_filtered (world, &everything), kept = count_filtered (world, &everything);
      EarVoiceColumns *columns = ear_store_voice_columns (world->store, NULL);

      g_assert_cmpint (made.contributions, ==, ask (world, "SELECT count (*) FROM " HEARD));
      g_assert_cmpint (made.sessions, ==, ask (world, "SELECT count (DISTINCT v.session) FROM " HEARD));
      g_assert_cmpmem (&made, sizeof made, &kept, sizeof kept);
      for (guint i = 0; i < columns->n_voices; i++)
        {
          g_autofree char *sql = g_strdup_printf ("SELECT session FROM contributions WHERE n = %u", columns->rows[i]);

          g_assert_cmpint (ask (world, sql), ==, g_array_index (columns->occasion, EarOccasion, columns->occasions[i]).session);
        }
      ear_voice_columns_free (columns);
      if (pass == 0)
        {
          g_autoptr (EarRecord) record = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &gone, NULL);

          ear_record_set (record, EAR_FIELD_DELETED, "true");
          g_assert_true (ear_store_put (world->store, record, NULL));
        }
    }
}

/* What may be quoted is what a list of voices would show, in its order, without the words: of each theme and priority. */
static void
test_quotable (void)
{
  guint n_found = 0;

  for (guint w = 0; w < N_WORLDS; w++)
    {
      g_autoptr (World) world = world_new_random ();
      g_autoptr (EarCube) cube = ear_cube_load (world->store, NULL);
      g_autoptr (EarQuotable) quotable = ear_quotable_new (cube, NULL, NULL);
      const EarKind kinds[] = { EAR_KIND_THEME, EAR_KIND_PRIORITY };

      for (guint i = 0; i < world->records[kinds[0]]->len + world->records[kinds[1]]->len; i++)
        {
          guint n_themes = world->records[kinds[0]]->len, most = 1 + i % 5;
          gboolean is_theme = i < n_themes;
          const EarRecord *record = world->records[kinds[!is_theme]]->pdata[is_theme ? i : i - n_themes];
          EarVoiceFilter filter = { .theme = is_theme ? &record->id : NULL, .priority = is_theme ? NULL : &record->id };
          g_autoptr (GArray) found = NULL;
          g_autoptr (GPtrArray) listed = NULL;
          EarId strategy;

          /* Reports have only what is in the codebook, and priorities of strategies that are there. */
          if (!world_is_live (world, kinds[!is_theme], &record->id)
              || (!is_theme && (!ear_id_parse (ear_record_get (record, EAR_PRIORITY_STRATEGY), &strategy)
                                || !world_is_live (world, EAR_KIND_STRATEGY, &strategy))))
            continue;
          found = ear_quotable_list (quotable, &filter, most, NULL);
          filter.permission = EAR_PERMISSION_QUOTE;
          filter.oldest_first = TRUE;
          listed = ear_voice_list (world->store, &filter, 0, most, NULL);
          g_assert_cmpuint (found->len, ==, listed->len);
          for (guint v = 0; v < found->len; v++)
            {
              const EarVoice *voice = listed->pdata[v];

              g_assert_cmpint (g_array_index (found, EarQuotableVoice, v).row, ==, row_of (world, EAR_KIND_CONTRIBUTION, &voice->id));
            }
          n_found += found->len;
        }
    }
  g_assert_cmpuint (n_found, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/cube/intersections", test_intersections);
  g_test_add_func ("/insight/cube/own", test_own);
  g_test_add_func ("/insight/cube/periods", test_periods);
  g_test_add_func ("/insight/cube/beyond-columns", test_beyond_columns);
  g_test_add_func ("/insight/cube/layers", test_layers);
  g_test_add_func ("/insight/cube/people", test_people);
  g_test_add_func ("/insight/cube/kept-follows", test_kept_follows);
  g_test_add_func ("/insight/cube/columns", test_columns);
  g_test_add_func ("/insight/cube/widths", test_widths);
  g_test_add_func ("/insight/cube/quotable", test_quotable);
  return g_test_run ();
}
