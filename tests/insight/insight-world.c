/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight-world.h"

#include <stdlib.h>

static gboolean
collect (const EarRecord *record, gpointer data, GError **error)
{
  World *world = data;
  EarRecord *copy = ear_record_copy (record);

  g_ptr_array_add (world->records[record->kind], copy);
  g_hash_table_insert (world->by_id[record->kind], &copy->id, copy);
  return TRUE;
}

World *
world_new_empty (void)
{
  World *world = g_new0 (World, 1);

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "world");
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      world->records[kind] = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_record_free);
      world->by_id[kind] = g_hash_table_new (ear_id_hash, ear_id_equal);
    }
  world->remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  return world;
}

void
world_reload (World *world)
{
  g_autoptr (GError) error = NULL;

  g_hash_table_remove_all (world->remembered);
  g_clear_pointer (&world->themes_above, g_hash_table_unref);
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      g_hash_table_remove_all (world->by_id[kind]);
      g_ptr_array_set_size (world->records[kind], 0);
      ear_store_foreach (world->store, (EarKind) kind, collect, world, &error);
      g_assert_no_error (error);
    }
}

void
world_free (World *world)
{
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      g_hash_table_unref (world->by_id[kind]);
      g_ptr_array_unref (world->records[kind]);
    }
  g_hash_table_unref (world->remembered);
  g_clear_pointer (&world->themes_above, g_hash_table_unref);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
  g_free (world);
}

EarId
world_put (World *world, EarRecord *record)
{
  g_autoptr (EarRecord) owned = record;
  g_autoptr (GError) error = NULL;

  ear_store_put (world->store, owned, &error);
  g_assert_no_error (error);
  return owned->id;
}

const EarRecord *
world_get (World *world, EarKind kind, const EarId *id)
{
  return g_hash_table_lookup (world->by_id[kind], id);
}

gboolean
world_is_live (World *world, EarKind kind, const EarId *id)
{
  const EarRecord *record = world_get (world, kind, id);

  return record != NULL && !record->erased && !ear_record_is_deleted (record);
}

gboolean
world_is_voice (World *world, const EarRecord *contribution)
{
  EarId session;

  if (contribution->erased || ear_record_is_deleted (contribution))
    return FALSE;
  return !ear_record_get_id (contribution, EAR_CONTRIBUTION_SESSION, &session)
         || world_is_live (world, EAR_KIND_SESSION, &session);
}

GHashTable *
world_id_set (void)
{
  return g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
}

static void
set_add (GHashTable *set, const EarId *id)
{
  g_hash_table_add (set, g_memdup2 (id, sizeof *id));
}

void
world_add_with_above (World *world, EarKind kind, const EarId *id, GHashTable *set)
{
  EarId at = *id;

  if (!world_is_live (world, kind, id))
    return;
  do
    {
      if (world_is_live (world, kind, &at))
        set_add (set, &at);
    }
  while (world_above (world, kind, &at, &at));
}

static gboolean
refers_to (const EarRecord *record, guint field, const EarId *id)
{
  EarId other;

  return ear_record_get_id (record, field, &other) && ear_id_equal (&other, id);
}

/* Ids in the field @to of all live link records whose field @from is @id. */
static void
follow (World *world, EarKind link, guint from, const EarId *id, guint to, GHashTable *set)
{
  for (guint i = 0; i < world->records[link]->len; i++)
    {
      const EarRecord *record = g_ptr_array_index (world->records[link], i);
      EarId other;

      if (world_is_live (world, link, &record->id) && refers_to (record, from, id)
          && ear_record_get_id (record, to, &other))
        set_add (set, &other);
    }
}

GHashTable *
world_themes_of (World *world, const EarRecord *contribution)
{
  g_autoptr (GHashTable) coded = world_id_set ();
  GHashTable *themes = world_id_set ();
  GHashTableIter iter;
  gpointer key;

  follow (world, EAR_KIND_CODING, EAR_CODING_CONTRIBUTION, &contribution->id, EAR_CODING_THEME, coded);
  g_hash_table_iter_init (&iter, coded);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      EarId now;

      if (world_stands_for (world, key, &now))
        set_add (themes, &now);
    }
  return themes;
}

GHashTable *
world_groups_of (World *world, const EarRecord *contribution)
{
  GHashTable *groups = world_id_set ();
  EarId participant, session;

  follow (world, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &contribution->id,
          EAR_CONTRIBUTION_GROUP_GROUP, groups);
  if (ear_record_get_id (contribution, EAR_CONTRIBUTION_PARTICIPANT, &participant))
    follow (world, EAR_KIND_PARTICIPANT_GROUP, EAR_PARTICIPANT_GROUP_PARTICIPANT, &participant,
            EAR_PARTICIPANT_GROUP_GROUP, groups);
  if (g_hash_table_size (groups) > 0)
    return groups;

  if (ear_record_get_id (contribution, EAR_CONTRIBUTION_SESSION, &session))
    follow (world, EAR_KIND_SESSION_GROUP, EAR_SESSION_GROUP_SESSION, &session, EAR_SESSION_GROUP_GROUP, groups);
  if (g_hash_table_size (groups) > 1)
    g_hash_table_remove_all (groups);
  return groups;
}

/* A field of the voice, else of its speaker, else of its session. */
static const char *
inherited (World *world, const EarRecord *contribution, guint own, guint participants, guint sessions)
{
  const EarRecord *speaker = NULL, *session = NULL;
  EarId id;

  if (ear_record_get (contribution, own) != NULL)
    return ear_record_get (contribution, own);
  if (ear_record_get_id (contribution, EAR_CONTRIBUTION_PARTICIPANT, &id))
    speaker = world_get (world, EAR_KIND_PARTICIPANT, &id);
  if (participants != 0 && speaker != NULL && ear_record_get (speaker, participants) != NULL)
    return ear_record_get (speaker, participants);
  if (ear_record_get_id (contribution, EAR_CONTRIBUTION_SESSION, &id))
    session = world_get (world, EAR_KIND_SESSION, &id);
  return session == NULL ? NULL : ear_record_get (session, sessions);
}

gboolean
world_place_of (World *world, const EarRecord *contribution, EarId *place)
{
  const char *text = inherited (world, contribution, EAR_CONTRIBUTION_PLACE, EAR_PARTICIPANT_PLACE, EAR_SESSION_PLACE);

  return text != NULL && ear_id_parse (text, place);
}

const char *
world_happened (World *world, const EarRecord *contribution)
{
  return inherited (world, contribution, EAR_CONTRIBUTION_SAID_AT, 0, EAR_SESSION_STARTED);
}

const char *
world_permission (World *world, const EarRecord *contribution)
{
  const char *permission = inherited (world, contribution, EAR_CONTRIBUTION_PERMISSION, EAR_PARTICIPANT_PERMISSION,
                                      EAR_SESSION_PERMISSION);

  return permission == NULL ? "paraphrase" : permission;
}

/* A mapping of a merged theme is one of the theme that it stands for. */
static void
follow_mappings (World *world, const EarId *theme, GHashTable *priorities)
{
  for (guint i = 0; i < world->records[EAR_KIND_MAPPING]->len; i++)
    {
      const EarRecord *mapping = g_ptr_array_index (world->records[EAR_KIND_MAPPING], i);
      EarId mapped, now, priority;

      if (world_is_live (world, EAR_KIND_MAPPING, &mapping->id) && ear_record_get_id (mapping, EAR_MAPPING_THEME, &mapped)
          && world_stands_for (world, &mapped, &now) && ear_id_equal (&now, theme)
          && ear_record_get_id (mapping, EAR_MAPPING_PRIORITY, &priority))
        set_add (priorities, &priority);
    }
}

GHashTable *
world_items_of (World *world, const EarRecord *contribution, const EarId *strategy)
{
  g_autoptr (GHashTable) themes = world_themes_of (world, contribution);
  g_autoptr (GHashTable) above = world_id_set ();
  g_autoptr (GHashTable) mapped = world_id_set ();
  g_autoptr (GHashTable) items = world_id_set ();
  GHashTable *result = world_id_set ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, themes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    world_add_with_above (world, EAR_KIND_THEME, key, above);
  g_hash_table_iter_init (&iter, above);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    follow_mappings (world, key, mapped);
  g_hash_table_iter_init (&iter, mapped);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    world_add_with_above (world, EAR_KIND_PRIORITY, key, items);
  g_hash_table_iter_init (&iter, items);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      EarId of;

      if (!ear_record_get_id (world_get (world, EAR_KIND_PRIORITY, key), EAR_PRIORITY_STRATEGY, &of)
          || !world_is_live (world, EAR_KIND_STRATEGY, &of) || (strategy != NULL && !ear_id_equal (strategy, &of)))
        continue;
      set_add (result, key);
      if (strategy == NULL)
        set_add (result, &of);
    }
  return result;
}

static char *
period_of (const char *happened, EarPeriod period)
{
  int year = atoi (happened), month = strlen (happened) == 4 ? 0 : atoi (happened + 5);

  if (month == 0)
    return g_strdup_printf ("%04d", year);
  switch (period)
    {
    case EAR_PERIOD_YEAR:
      return g_strdup_printf ("%04d", year);
    case EAR_PERIOD_FINANCIAL_YEAR:
      if (month <= 3)
        year--;
      return g_strdup_printf ("%04d-%02d", year, (year + 1) % 100);
    case EAR_PERIOD_QUARTER:
      return g_strdup_printf ("%04d-Q%d", year, month <= 3 ? 1 : month <= 6 ? 2 : month <= 9 ? 3 : 4);
    case EAR_PERIOD_MONTH:
    default:
      return g_strdup_printf ("%04d-%02d", year, month);
    }
}

static void
add_ids_as_text (GHashTable *texts, GHashTable *ids)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (texts, ear_id_to_string (key));
}

static GHashTable *
find_headings (World *world, const EarRecord *contribution, EarDimension dimension, EarPeriod period,
               const EarId *strategy)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) direct = NULL;
  g_autoptr (GHashTable) ids = world_id_set ();
  GHashTableIter iter;
  EarKind kind = dimension == EAR_DIMENSION_THEME ? EAR_KIND_THEME : EAR_KIND_GROUP;
  EarId place;
  gpointer key;

  if (dimension == EAR_DIMENSION_FEELING && ear_record_get (contribution, EAR_CONTRIBUTION_FEELING) != NULL)
    g_hash_table_add (texts, g_strdup (ear_record_get (contribution, EAR_CONTRIBUTION_FEELING)));
  if (dimension == EAR_DIMENSION_PERIOD && world_happened (world, contribution) != NULL)
    g_hash_table_add (texts, period_of (world_happened (world, contribution), period));
  if (dimension == EAR_DIMENSION_PLACE && world_place_of (world, contribution, &place))
    world_add_with_above (world, EAR_KIND_PLACE, &place, ids);
  if (dimension == EAR_DIMENSION_PRIORITY)
    {
      g_clear_pointer (&ids, g_hash_table_unref);
      ids = world_items_of (world, contribution, strategy);
    }
  if (dimension == EAR_DIMENSION_THEME)
    direct = world_themes_of (world, contribution);
  if (dimension == EAR_DIMENSION_GROUP)
    direct = world_groups_of (world, contribution);
  if (direct != NULL)
    {
      g_hash_table_iter_init (&iter, direct);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        world_add_with_above (world, kind, key, ids);
    }
  add_ids_as_text (texts, ids);
  return texts;
}

GHashTable *
world_headings_of (World *world, const EarRecord *contribution, EarDimension dimension, EarPeriod period,
                   const EarId *strategy)
{
  g_autofree char *voice = ear_id_to_string (&contribution->id);
  g_autofree char *whose = strategy == NULL ? g_strdup ("all") : ear_id_to_string (strategy);
  g_autofree char *key = g_strdup_printf ("%s %d %d %s", voice, (int) dimension, (int) period, whose);
  GHashTable *headings = g_hash_table_lookup (world->remembered, key);

  if (headings == NULL)
    {
      headings = find_headings (world, contribution, dimension, period, strategy);
      g_hash_table_insert (world->remembered, g_steal_pointer (&key), headings);
    }
  return headings;
}

static gboolean
stands_under (World *world, const EarRecord *voice, const EarSummaryRequest *request, EarDimension dimension,
              const char *heading)
{
  GHashTable *headings;

  if (heading == NULL)
    return TRUE;
  headings = world_headings_of (world, voice, dimension, request->period, request->strategy);
  return *heading == '\0' ? g_hash_table_size (headings) == 0 : g_hash_table_contains (headings, heading);
}

EarCount
world_count (World *world, const EarSummaryRequest *request, const char *row, const char *column)
{
  g_autoptr (GHashTable) sessions = world_id_set ();
  EarCount count = { 0, 0 };

  for (guint i = 0; i < world->records[EAR_KIND_CONTRIBUTION]->len; i++)
    {
      const EarRecord *voice = g_ptr_array_index (world->records[EAR_KIND_CONTRIBUTION], i);
      EarId session;

      if (!world_is_voice (world, voice) || !stands_under (world, voice, request, request->rows, row)
          || !stands_under (world, voice, request, request->columns, column))
        continue;
      count.contributions++;
      if (ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &session))
        set_add (sessions, &session);
    }
  count.sessions = g_hash_table_size (sessions);
  return count;
}
