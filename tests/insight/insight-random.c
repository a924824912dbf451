/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random workbooks with everything that counting has to get right: trees, several codings of one voice, the same theme
 * by two coders, merged and deleted themes, groups of voices, speakers and sessions, deleted sessions and links. */
#include "ear-terms.h"
#include "insight-world.h"

#define N_PLACES 6
#define N_GROUPS 8
#define N_THEMES 10
#define N_STRATEGIES 3
#define N_PRIORITIES 14
#define N_SESSIONS 9
#define N_PARTICIPANTS 8
#define N_VOICES 60

typedef struct
{
  EarId places[N_PLACES], groups[N_GROUPS], themes[N_THEMES], strategies[N_STRATEGIES], priorities[N_PRIORITIES];
  EarId sessions[N_SESSIONS], participants[N_PARTICIPANTS], voices[N_VOICES];
} Ids;

static gboolean
chance (int percent)
{
  return g_test_rand_int_range (0, 100) < percent;
}

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static void
maybe_delete (World *world, EarKind kind, const EarId *id, int percent)
{
  g_autoptr (GError) error = NULL;

  if (!chance (percent))
    return;
  ear_store_set_deleted (world->store, kind, id, TRUE, &error);
  g_assert_no_error (error);
}

/* Nodes with a parent among those made before; no cycle can come of it. */
static void
make_tree (World *world, EarKind kind, guint name_field, const char *name, EarId *ids, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      EarRecord *record = ear_record_new (kind);
      g_autofree char *called = g_strdup_printf ("%s %u", name, i);

      ear_record_set (record, name_field, called);
      if (i > 0 && chance (70))
        ear_record_set_id (record, (guint) ear_kind_parent_field (kind), &ids[pick (i)]);
      ids[i] = world_put (world, record);
    }
}

static void
link_ids (World *world, EarKind kind, guint one_field, const EarId *one, guint other_field, const EarId *other)
{
  EarId id = ear_id_derive_link (ear_kind_info (kind)->name, one, other);
  EarRecord *record = ear_record_new_with_id (kind, &id);

  ear_record_set_id (record, one_field, one);
  ear_record_set_id (record, other_field, other);
  world_put (world, record);
  maybe_delete (world, kind, &id, 15);
}

static void
make_strategies (World *world, Ids *ids)
{
  for (guint i = 0; i < N_STRATEGIES; i++)
    {
      EarRecord *strategy = ear_record_new (EAR_KIND_STRATEGY);
      g_autofree char *title = g_strdup_printf ("Strategy %u", i);
      g_autofree char *slug = g_strdup_printf ("strategy-%u", i);

      ear_record_set (strategy, EAR_STRATEGY_TITLE, title);
      ear_record_set (strategy, EAR_STRATEGY_SLUG, slug);
      ids->strategies[i] = world_put (world, strategy);
    }
  for (guint i = 0; i < N_PRIORITIES; i++)
    {
      EarRecord *priority = ear_record_new (EAR_KIND_PRIORITY);
      g_autofree char *label = g_strdup_printf ("Item %u", i);

      ear_record_set (priority, EAR_PRIORITY_LABEL, label);
      ear_record_set (priority, EAR_PRIORITY_NATURE, chance (20) ? "pillar" : "priority");
      ear_record_set_integer (priority, EAR_PRIORITY_POSITION, pick (20));
      ear_record_set_id (priority, EAR_PRIORITY_STRATEGY, &ids->strategies[i % N_STRATEGIES]);
      if (i >= N_STRATEGIES && chance (60))
        ear_record_set_id (priority, EAR_PRIORITY_PARENT, &ids->priorities[i % N_STRATEGIES + pick (i / N_STRATEGIES) * N_STRATEGIES]);
      ids->priorities[i] = world_put (world, priority);
    }
  for (guint i = 0; i < 12; i++)
    link_ids (world, EAR_KIND_MAPPING, EAR_MAPPING_THEME, &ids->themes[pick (N_THEMES)], EAR_MAPPING_PRIORITY,
              &ids->priorities[pick (N_PRIORITIES)]);
}

static void
set_moment (EarRecord *record, guint field, int percent)
{
  g_autofree char *day = g_strdup_printf ("%04d-%02d-%02d", g_test_rand_int_range (2020, 2023),
                                          g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29));
  g_autofree char *moment = g_strconcat (day, chance (50) ? "T10:30" : "", NULL);

  /* Published evidence is often known by its year or month only. */
  if (chance (20))
    moment[chance (50) ? 4 : 7] = '\0';
  if (chance (percent))
    ear_record_set (record, field, moment);
}

static void
set_one_of (EarRecord *record, guint field, const char *const *terms, int percent)
{
  if (chance (percent))
    ear_record_set (record, field, terms[pick (g_strv_length ((GStrv) terms))]);
}

static void
make_occasions (World *world, Ids *ids)
{
  for (guint i = 0; i < N_SESSIONS; i++)
    {
      EarRecord *session = ear_record_new (EAR_KIND_SESSION);
      g_autofree char *title = g_strdup_printf ("Session %u", i);

      ear_record_set (session, EAR_SESSION_TITLE, title);
      set_moment (session, EAR_SESSION_STARTED, 85);
      if (chance (70))
        ear_record_set_id (session, EAR_SESSION_PLACE, &ids->places[pick (N_PLACES)]);
      set_one_of (session, EAR_SESSION_PERMISSION, EAR_TERMS_PERMISSION, 50);
      ids->sessions[i] = world_put (world, session);
      for (guint n = pick (3); n > 0; n--)
        link_ids (world, EAR_KIND_SESSION_GROUP, EAR_SESSION_GROUP_SESSION, &ids->sessions[i], EAR_SESSION_GROUP_GROUP,
                  &ids->groups[pick (N_GROUPS)]);
    }
  for (guint i = 0; i < N_PARTICIPANTS; i++)
    {
      EarRecord *participant = ear_record_new (EAR_KIND_PARTICIPANT);
      g_autofree char *label = g_strdup_printf ("P%u", i);

      ear_record_set (participant, EAR_PARTICIPANT_LABEL, label);
      if (chance (30))
        ear_record_set_id (participant, EAR_PARTICIPANT_PLACE, &ids->places[pick (N_PLACES)]);
      set_one_of (participant, EAR_PARTICIPANT_PERMISSION, EAR_TERMS_PERMISSION, 30);
      ids->participants[i] = world_put (world, participant);
      for (guint n = pick (3); n > 0; n--)
        link_ids (world, EAR_KIND_PARTICIPANT_GROUP, EAR_PARTICIPANT_GROUP_PARTICIPANT, &ids->participants[i],
                  EAR_PARTICIPANT_GROUP_GROUP, &ids->groups[pick (N_GROUPS)]);
    }
}

static void
code_voice (World *world, const Ids *ids, const EarId *voice)
{
  for (guint n = pick (4); n > 0; n--)
    {
      EarRecord *coding = ear_record_new (EAR_KIND_CODING);
      EarId id;

      ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, voice);
      ear_record_set_id (coding, EAR_CODING_THEME, &ids->themes[pick (N_THEMES)]);
      ear_record_set (coding, EAR_CODING_CODER, chance (50) ? "R1" : "R2");
      id = world_put (world, coding);
      maybe_delete (world, EAR_KIND_CODING, &id, 15);
    }
}

static void
make_voices (World *world, Ids *ids)
{
  static const char *const words[] = { "waiting", "listened", "carer", "appointment", "café", "বাংলা" };

  for (guint i = 0; i < N_VOICES; i++)
    {
      EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);
      g_autofree char *text = g_strdup_printf ("%s and %s, voice %u", words[pick (G_N_ELEMENTS (words))],
                                               words[pick (G_N_ELEMENTS (words))], i);

      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text);
      if (chance (95))
        ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &ids->sessions[pick (N_SESSIONS)]);
      if (chance (60))
        ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &ids->participants[pick (N_PARTICIPANTS)]);
      if (chance (20))
        ear_record_set_id (voice, EAR_CONTRIBUTION_PLACE, &ids->places[pick (N_PLACES)]);
      ear_record_set_integer (voice, EAR_CONTRIBUTION_POSITION, pick (100));
      set_moment (voice, EAR_CONTRIBUTION_SAID_AT, 15);
      set_one_of (voice, EAR_CONTRIBUTION_FEELING, EAR_TERMS_FEELING, 80);
      set_one_of (voice, EAR_CONTRIBUTION_PERMISSION, EAR_TERMS_PERMISSION, 30);
      ids->voices[i] = world_put (world, voice);
      for (guint n = pick (3); n > 0; n--)
        link_ids (world, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &ids->voices[i],
                  EAR_CONTRIBUTION_GROUP_GROUP, &ids->groups[pick (N_GROUPS)]);
      code_voice (world, ids, &ids->voices[i]);
    }
}

/* Some themes are merged into others, in chains and circles too; another is retired. */
static void
change_themes (World *world, const Ids *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) old = NULL;

  for (guint n = pick (6); n > 0; n--)
    {
      g_autoptr (EarRecord) from = ear_store_get (world->store, EAR_KIND_THEME, &ids->themes[pick (N_THEMES)], &error);

      g_assert_no_error (error);
      ear_record_set_id (from, EAR_THEME_MERGED_INTO, &ids->themes[pick (N_THEMES)]);
      g_assert_true (ear_store_put (world->store, from, &error));
    }
  old = ear_store_get (world->store, EAR_KIND_THEME, &ids->themes[N_THEMES - 2], &error);
  ear_record_set_flag (old, EAR_THEME_RETIRED, TRUE);
  g_assert_true (ear_store_put (world->store, old, &error));
}

static void
delete_some (World *world, const Ids *ids)
{
  for (guint i = 0; i < N_THEMES; i++)
    maybe_delete (world, EAR_KIND_THEME, &ids->themes[i], 10);
  for (guint i = 0; i < N_GROUPS; i++)
    maybe_delete (world, EAR_KIND_GROUP, &ids->groups[i], 10);
  for (guint i = 0; i < N_PLACES; i++)
    maybe_delete (world, EAR_KIND_PLACE, &ids->places[i], 10);
  for (guint i = 0; i < N_PRIORITIES; i++)
    maybe_delete (world, EAR_KIND_PRIORITY, &ids->priorities[i], 10);
  for (guint i = 0; i < N_SESSIONS; i++)
    maybe_delete (world, EAR_KIND_SESSION, &ids->sessions[i], 15);
  for (guint i = 0; i < N_VOICES; i++)
    maybe_delete (world, EAR_KIND_CONTRIBUTION, &ids->voices[i], 10);
  maybe_delete (world, EAR_KIND_STRATEGY, &ids->strategies[0], 30);
}

World *
world_new_random (void)
{
  World *world = world_new_empty ();
  g_autoptr (GError) error = NULL;
  Ids ids;

  g_assert_true (ear_store_begin (world->store, &error));
  make_tree (world, EAR_KIND_PLACE, EAR_PLACE_NAME, "Place", ids.places, N_PLACES);
  make_tree (world, EAR_KIND_GROUP, EAR_GROUP_NAME, "Group", ids.groups, N_GROUPS);
  make_tree (world, EAR_KIND_THEME, EAR_THEME_NAME, "Theme", ids.themes, N_THEMES);
  make_strategies (world, &ids);
  make_occasions (world, &ids);
  make_voices (world, &ids);
  change_themes (world, &ids);
  delete_some (world, &ids);
  g_assert_true (ear_store_commit (world->store, &error));
  world_reload (world);
  return world;
}
