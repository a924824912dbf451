/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of voices: random filters held against plain loops over the records, pages, order, and what a row says. */
#include "ear-terms.h"
#include "insight-world.h"

typedef struct
{
  EarVoiceFilter filter;
  const char *needle; /* of a search: what the text must hold */
  EarId ids[5];
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/voices/filters", test_filters);
  g_test_add_func ("/insight/voices/pages", test_pages);
  g_test_add_func ("/insight/voices/unknown-ids", test_unknown_ids);
  return g_test_run ();
}
