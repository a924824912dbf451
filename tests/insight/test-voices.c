/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of voices: random filters held against plain loops over the records, pages, order, and what a row says. */
#include "ear-terms.h"
#include "insight-world.h"

typedef struct
{
  EarVoiceFilter filter;
  const char *needle; /* of a search: what the text must hold */
  EarId ids[5];
  char from[16], to[16];
} Trial;

static gboolean
chance (int percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

static const EarId *
pick_id (World *world, EarKind kind, EarId *id)
{
  GPtrArray *records = world->records[kind];

  *id = ((EarRecord *) g_ptr_array_index (records, g_test_rand_int_range (0, (gint32) records->len)))->id;
  return id;
}

/* No strategy shows the items of one that was deleted, so nobody can choose them. */
static const EarId *
pick_item (World *world, EarId *id)
{
  EarId strategy;

  do
    pick_id (world, EAR_KIND_PRIORITY, id);
  while (!ear_record_get_id (world_get (world, EAR_KIND_PRIORITY, id), EAR_PRIORITY_STRATEGY, &strategy)
         || !world_is_live (world, EAR_KIND_STRATEGY, &strategy));
  return id;
}

static void
choose_days (Trial *trial)
{
  const int year = g_test_rand_int_range (2021, 2027), month = g_test_rand_int_range (1, 13);

  g_snprintf (trial->from, sizeof trial->from, "%04d-%02d-01", year, month);
  g_snprintf (trial->to, sizeof trial->to, "%04d-%02d-28", year + g_test_rand_int_range (0, 2), month);
  trial->filter.from = chance (20) ? trial->from : NULL;
  trial->filter.to = chance (20) ? trial->to : NULL;
}

static Trial *
make_trial (World *world)
{
  static const char *const searches[][2] = { { "waiting", "waiting" }, { "APPOINT", "appointment" }, { "cafe", "café" },
                                             { "বাং", "বাংলা" },        { "voice xyl", NULL } };
  Trial *trial = g_new0 (Trial, 1);
  EarVoiceFilter *filter = &trial->filter;

  if (chance (40))
    filter->group = pick_id (world, EAR_KIND_GROUP, &trial->ids[0]);
  if (chance (40))
    filter->theme = pick_id (world, EAR_KIND_THEME, &trial->ids[1]);
  if (chance (20))
    filter->priority = pick_item (world, &trial->ids[2]);
  if (chance (30))
    filter->place = pick_id (world, EAR_KIND_PLACE, &trial->ids[3]);
  if (chance (15))
    filter->session = pick_id (world, EAR_KIND_SESSION, &trial->ids[4]);
  if (chance (20))
    filter->feeling = chance (30) ? EAR_HEADING_NOT_SAID : EAR_TERMS_FEELING[g_test_rand_int_range (0, 5)];
  if (chance (20))
    filter->permission = EAR_TERMS_PERMISSION[g_test_rand_int_range (0, 4)];
  /* What is evidence for a priority is worked out here for voices, not for single codings. */
  if (chance (20) && filter->priority == NULL)
    filter->coder = chance (50) ? "R1" : "R2";
  choose_days (trial);
  filter->sort = chance (60) ? EAR_VOICE_SORT_TIME : g_test_rand_int_range (EAR_VOICE_SORT_SESSION, EAR_VOICE_SORT_MATCH + 1);
  filter->uncoded = chance (15);
  filter->oldest_first = chance (50);
  if (chance (30))
    {
      const char *const *search = searches[g_test_rand_int_range (0, G_N_ELEMENTS (searches))];

      filter->search = search[0];
      trial->needle = search[1] == NULL ? "nothing holds this" : search[1];
    }
  return trial;
}

static gboolean
has_heading (World *world, const EarRecord *voice, EarDimension dimension, const EarId *id)
{
  g_autofree char *text = id == NULL ? NULL : ear_id_to_string (id);

  return id == NULL || g_hash_table_contains (world_headings_of (world, voice, dimension, EAR_PERIOD_YEAR, NULL), text);
}

/* With all days of the year or the month where no more than that is known. */
static gboolean
is_within (const char *happened, const char *from, const char *to)
{
  g_autofree char *first = NULL, *last = NULL;

  if (from == NULL && to == NULL)
    return TRUE;
  if (happened == NULL)
    return FALSE;
  first = g_strconcat (happened, &"-01-01"[MIN (strlen (happened), 10) - 4], NULL);
  last = g_strconcat (happened, &"-12-31"[MIN (strlen (happened), 10) - 4], NULL);
  first[10] = last[10] = '\0';
  return (from == NULL || strcmp (first, from) >= 0) && (to == NULL || strcmp (last, to) <= 0);
}

/* By @coder, with @theme or one below it. */
static gboolean
is_coded_by (World *world, const EarRecord *voice, const char *coder, const EarId *theme)
{
  GPtrArray *codings = world->records[EAR_KIND_CODING];
  gboolean found = FALSE;

  for (guint i = 0; i < codings->len && !found; i++)
    {
      const EarRecord *coding = codings->pdata[i];
      g_autoptr (GHashTable) above = world_id_set ();
      EarId of, given, now;

      if (ear_record_is_deleted (coding) || !ear_record_get_id (coding, EAR_CODING_CONTRIBUTION, &of)
          || !ear_id_equal (&of, &voice->id) || g_strcmp0 (ear_record_get (coding, EAR_CODING_CODER), coder) != 0
          || !ear_record_get_id (coding, EAR_CODING_THEME, &given))
        continue;
      if (theme == NULL)
        return TRUE;
      if (!world_stands_for (world, &given, &now))
        continue;
      world_add_with_above (world, EAR_KIND_THEME, &now, above);
      found = g_hash_table_contains (above, theme);
    }
  return found;
}

static gboolean
passes (World *world, const EarRecord *voice, const Trial *trial)
{
  const EarVoiceFilter *filter = &trial->filter;
  const char *feeling = ear_record_get (voice, EAR_CONTRIBUTION_FEELING);
  EarId theme = EAR_ID_NONE, session;

  if (filter->theme != NULL && !world_stands_for (world, filter->theme, &theme))
    return FALSE;
  if (!world_is_voice (world, voice) || !has_heading (world, voice, EAR_DIMENSION_GROUP, filter->group)
      || !has_heading (world, voice, EAR_DIMENSION_THEME, filter->theme == NULL ? NULL : &theme)
      || !has_heading (world, voice, EAR_DIMENSION_PLACE, filter->place))
    return FALSE;
  if (filter->priority != NULL)
    {
      g_autoptr (GHashTable) items = world_items_of (world, voice, NULL);

      if (!g_hash_table_contains (items, filter->priority))
        return FALSE;
    }
  if (filter->session != NULL
      && (!ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &session) || !ear_id_equal (&session, filter->session)))
    return FALSE;
  if (filter->feeling != NULL && g_strcmp0 (feeling == NULL ? EAR_HEADING_NOT_SAID : feeling, filter->feeling) != 0)
    return FALSE;
  if (filter->permission != NULL && g_strcmp0 (world_permission (world, voice), filter->permission) != 0)
    return FALSE;
  if (!is_within (world_happened (world, voice), filter->from, filter->to))
    return FALSE;
  if (filter->coder != NULL && !is_coded_by (world, voice, filter->coder, filter->theme == NULL ? NULL : &theme))
    return FALSE;
  if (filter->uncoded
      && g_hash_table_size (world_headings_of (world, voice, EAR_DIMENSION_THEME, EAR_PERIOD_YEAR, NULL)) > 0)
    return FALSE;
  return filter->search == NULL || strstr (ear_record_get (voice, EAR_CONTRIBUTION_TEXT), trial->needle) != NULL;
}

/* Names of the live ones of a set, in order. */
static char *
names_of (World *world, EarKind kind, guint name_field, GHashTable *ids)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (world_is_live (world, kind, key))
        g_ptr_array_add (names, (gpointer) ear_record_get (world_get (world, kind, key), name_field));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("; ", (char **) names->pdata);
}

static void
assert_row (World *world, const EarVoice *row)
{
  const EarRecord *voice = world_get (world, EAR_KIND_CONTRIBUTION, &row->id);
  g_autoptr (GHashTable) groups = world_groups_of (world, voice);
  g_autoptr (GHashTable) themes = world_themes_of (world, voice);
  g_autofree char *group_names = names_of (world, EAR_KIND_GROUP, EAR_GROUP_NAME, groups);
  g_autofree char *theme_names = names_of (world, EAR_KIND_THEME, EAR_THEME_NAME, themes);
  EarId place;

  g_assert_cmpstr (row->text, ==, ear_record_get (voice, EAR_CONTRIBUTION_TEXT));
  g_assert_cmpstr (row->feeling, ==, ear_record_get (voice, EAR_CONTRIBUTION_FEELING));
  g_assert_cmpstr (row->permission, ==, world_permission (world, voice));
  g_assert_cmpstr (row->happened, ==, world_happened (world, voice));
  g_assert_cmpstr (row->groups, ==, group_names);
  g_assert_cmpstr (row->themes, ==, theme_names);
  if (world_place_of (world, voice, &place) && world_is_live (world, EAR_KIND_PLACE, &place))
    g_assert_cmpstr (row->place, ==, ear_record_get (world_get (world, EAR_KIND_PLACE, &place), EAR_PLACE_NAME));
  else
    g_assert_null (row->place);
}

static const char *
started_of (World *world, const EarVoice *row)
{
  const EarRecord *session = world_get (world, EAR_KIND_SESSION, &row->session);

  return session == NULL ? NULL : ear_record_get (session, EAR_SESSION_STARTED);
}

static void
assert_order (World *world, const EarVoiceFilter *filter, const EarVoice *before, const EarVoice *after)
{
  const char *one = started_of (world, before), *other = started_of (world, after);

  if (filter->sort == EAR_VOICE_SORT_MATCH && filter->search != NULL)
    return;
  if (filter->sort == EAR_VOICE_SORT_PLACE && g_strcmp0 (before->place, after->place) != 0)
    {
      g_assert_true (after->place == NULL || (before->place != NULL && strcmp (before->place, after->place) < 0));
      return;
    }
  if (filter->sort == EAR_VOICE_SORT_SESSION && g_strcmp0 (before->session_title, after->session_title) != 0)
    {
      g_assert_true (after->session_title == NULL
                     || (before->session_title != NULL && g_ascii_strcasecmp (before->session_title, after->session_title) <= 0));
      return;
    }
  if (ear_id_equal (&before->session, &after->session))
    g_assert_cmpint (
      ear_record_get_integer (world_get (world, EAR_KIND_CONTRIBUTION, &before->id), EAR_CONTRIBUTION_POSITION), <=,
      ear_record_get_integer (world_get (world, EAR_KIND_CONTRIBUTION, &after->id), EAR_CONTRIBUTION_POSITION));
  else if (one == NULL || other == NULL)
    g_assert_null (other);
  else if (filter->oldest_first)
    g_assert_cmpstr (one, <=, other);
  else
    g_assert_cmpstr (one, >=, other);
}

/* Two ways to the same list: sorted by SQLite, and taken from the order of all voices. */
static void
assert_rows (World *world, const Trial *trial, GPtrArray *listed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoiceRows) rows = ear_voice_rows_find (world->store, &trial->filter, &error);
  g_autoptr (GPtrArray) some = NULL;
  guint from = listed->len / 3, limit = listed->len / 2 + 1;

  g_assert_no_error (error);
  g_assert_cmpuint (ear_voice_rows_get_n (rows), ==, listed->len);
  g_assert_cmpint (ear_voice_rows_get_total (rows), ==, ear_voice_count (world->store, NULL, &error));
  some = ear_voice_rows_read (world->store, rows, from, limit, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (some->len, ==, MIN (limit, listed->len - from));
  for (guint i = 0; i < some->len; i++)
    g_assert_true (ear_id_equal (&((EarVoice *) some->pdata[i])->id, &((EarVoice *) listed->pdata[from + i])->id));
}

static void
check_trial (World *world, const Trial *trial)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ear_voice_list (world->store, &trial->filter, 0, 0, &error);
  g_autoptr (GHashTable) listed = world_id_set ();

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const EarVoice *row = g_ptr_array_index (rows, i);

      assert_row (world, row);
      g_assert_true (g_hash_table_add (listed, g_memdup2 (&row->id, sizeof row->id)));
      if (i > 0)
        assert_order (world, &trial->filter, g_ptr_array_index (rows, i - 1), row);
    }
  for (guint i = 0; i < world->records[EAR_KIND_CONTRIBUTION]->len; i++)
    {
      const EarRecord *voice = g_ptr_array_index (world->records[EAR_KIND_CONTRIBUTION], i);

      g_assert_cmpint (g_hash_table_contains (listed, &voice->id), ==, passes (world, voice, trial));
    }
  g_assert_cmpint (ear_voice_count (world->store, &trial->filter, &error), ==, rows->len);
  assert_rows (world, trial, rows);
}

static void
test_filters (void)
{
  for (guint w = 0; w < 3; w++)
    {
      g_autoptr (World) world = world_new_random ();
      g_autofree Trial *everything = g_new0 (Trial, 1);

      check_trial (world, everything);
      for (guint i = 0; i < 80; i++)
        {
          g_autofree Trial *trial = make_trial (world);

          check_trial (world, trial);
        }
    }
}

static void
test_pages (void)
{
  g_autoptr (World) world = world_new_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ear_voice_list (world->store, NULL, 0, 0, &error);
  guint seen = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, >, 10);
  for (;;)
    {
      g_autoptr (GPtrArray) page = ear_voice_list (world->store, NULL, seen, 7, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->len, <=, 7);
      for (guint i = 0; i < page->len; i++)
        g_assert_true (ear_id_equal (&((EarVoice *) g_ptr_array_index (page, i))->id,
                                     &((EarVoice *) g_ptr_array_index (all, seen + i))->id));
      if (page->len == 0)
        break;
      seen += page->len;
    }
  g_assert_cmpuint (seen, ==, all->len);
}

static void
test_unknown_ids (void)
{
  g_autoptr (World) world = world_new_random ();
  EarId nobody = ear_id_new ();
  const EarVoiceFilter filters[] = { { .group = &nobody }, { .theme = &nobody }, { .priority = &nobody },
                                     { .place = &nobody }, { .session = &nobody } };

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (ear_voice_count (world->store, &filters[i], &error), ==, 0);
      g_assert_no_error (error);
    }
}

/* The order is made anew where it must be, and then it is another one. */
static void
assert_moves (World *world, const EarId *id, guint field, const char *value, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoiceRows) before = ear_voice_rows_find (world->store, NULL, &error), after = NULL;
  g_autoptr (EarRecord) record = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, id, &error);
  gboolean same = TRUE;

  ear_record_set (record, field, value);
  g_assert_true (ear_store_put (world->store, record, &error));
  after = ear_voice_rows_find (world->store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear_voice_rows_get_n (before), ==, ear_voice_rows_get_n (after));
  for (guint i = 0; i < ear_voice_rows_get_n (before); i++)
    same = same && ear_voice_rows_get (before, i) == ear_voice_rows_get (after, i);
  g_assert_cmpint (same, ==, !expected);
}

/* Whether the first two were said in the same session. */
static gboolean
shares_session (World *world, EarVoiceRows *rows)
{
  g_autoptr (GPtrArray) first = ear_voice_rows_read (world->store, rows, 0, 2, NULL);

  return first->len == 2
         && ear_id_equal (&((EarVoice *) first->pdata[0])->session, &((EarVoice *) first->pdata[1])->session);
}

/* What is found first is kept for the next question, but not over a change. */
static void
test_kept (void)
{
  g_autoptr (World) world = world_new_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoiceRows) before = ear_voice_rows_find (world->store, NULL, &error);
  g_autoptr (EarVoiceRows) after = NULL, again = NULL, moved = NULL;
  g_autoptr (GPtrArray) first = ear_voice_rows_read (world->store, before, 0, 1, &error);
  EarId voice = ((EarVoice *) first->pdata[0])->id;
  guint n = ear_voice_rows_get_n (before);

  g_assert_no_error (error);
  g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_CONTRIBUTION, &voice, TRUE, &error));
  after = ear_voice_rows_find (world->store, NULL, &error);
  g_assert_cmpuint (ear_voice_rows_get_n (after), ==, n - 1);
  g_assert_cmpuint (ear_voice_rows_get_n (before), ==, n);
  g_assert_cmpuint (ear_voice_rows_get (after, 0), ==, ear_voice_rows_get (before, 1));
  /* Who still looks at the older list is not told of a voice that is gone. */
  g_clear_pointer (&first, g_ptr_array_unref);
  first = ear_voice_rows_read (world->store, before, 0, 2, &error);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_true (ear_store_set_deleted (world->store, EAR_KIND_CONTRIBUTION, &voice, FALSE, &error));
  again = ear_voice_rows_find (world->store, NULL, &error);
  g_assert_cmpuint (ear_voice_rows_get_n (again), ==, n);
  g_assert_cmpuint (ear_voice_rows_get (again, 0), ==, ear_voice_rows_get (before, 0));
  /* Alone in its session it has nothing to stand behind. */
  assert_moves (world, &voice, EAR_CONTRIBUTION_POSITION, "100000", shares_session (world, again));
  /* Without a session it has no day, and stands last; there it may be already. */
  moved = ear_voice_rows_find (world->store, NULL, &error);
  assert_moves (world, &voice, EAR_CONTRIBUTION_SESSION, NULL,
                ear_voice_rows_get (moved, n - 1) != ear_voice_rows_get (before, 0));
}

static void
test_next_uncoded (void)
{
  g_autoptr (World) world = world_new_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoiceRows) rows = ear_voice_rows_find (world->store, NULL, &error);
  g_autoptr (GPtrArray) all = ear_voice_rows_read (world->store, rows, 0, G_MAXUINT, &error);

  for (guint from = 0; from <= all->len; from++)
    {
      guint expected = from;

      while (expected < all->len && ((EarVoice *) all->pdata[expected])->themes != NULL)
        expected++;
      g_assert_cmpint (ear_voice_rows_next_uncoded (world->store, rows, from, &error), ==,
                       expected == all->len ? -1 : (gint64) expected);
      g_assert_no_error (error);
    }
}

static void
test_periods (void)
{
  static const struct
  {
    EarPeriod period;
    const char *key, *from, *to; /* from: NULL where it is no period */
  } cases[] = {
    { EAR_PERIOD_YEAR, "2023", "2023-01-01", "2023-12-31" },
    { EAR_PERIOD_FINANCIAL_YEAR, "2022-23", "2022-04-01", "2023-03-31" },
    { EAR_PERIOD_FINANCIAL_YEAR, "2099-00", "2099-04-01", "2100-03-31" },
    { EAR_PERIOD_FINANCIAL_YEAR, "2022-24", NULL, NULL },
    { EAR_PERIOD_QUARTER, "2024-Q1", "2024-01-01", "2024-03-31" },
    { EAR_PERIOD_QUARTER, "2024-Q4", "2024-10-01", "2024-12-31" },
    { EAR_PERIOD_QUARTER, "2024-Q5", NULL, NULL },
    { EAR_PERIOD_MONTH, "2024-02", "2024-02-01", "2024-02-29" },
    { EAR_PERIOD_MONTH, "2023-02", "2023-02-01", "2023-02-28" },
    { EAR_PERIOD_MONTH, "2023-13", NULL, NULL },
    { EAR_PERIOD_MONTH, "2023-02x", NULL, NULL },
    { EAR_PERIOD_YEAR, "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *from = NULL, *to = NULL;

      g_assert_cmpint (ear_period_days (cases[i].period, cases[i].key, &from, &to), ==, cases[i].from != NULL);
      g_assert_cmpstr (from, ==, cases[i].from);
      g_assert_cmpstr (to, ==, cases[i].to);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/voices/filters", test_filters);
  g_test_add_func ("/insight/voices/pages", test_pages);
  g_test_add_func ("/insight/voices/unknown-ids", test_unknown_ids);
  g_test_add_func ("/insight/voices/kept", test_kept);
  g_test_add_func ("/insight/voices/next-uncoded", test_next_uncoded);
  g_test_add_func ("/insight/voices/periods", test_periods);
  return g_test_run ();
}
