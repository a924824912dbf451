/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A voice leaves the part of a group in as many ways as it can be of the group. Whoever merges a later part of it ends with the truth,
 * whatever they had, and is told no more than they need: no words, no names, no numbers. */
#include <string.h>

#include "group-office.h"

/* --- How the voice is of the group, and leaves it --- */

static void
by_speaker (Office *office)
{
  office_give (office, EAR_CONTRIBUTION_PARTICIPANT, office->speaker);
  office_speaker_is_of (office, office->speaker, office->group);
}

static void
by_session (Office *office)
{
  office_session_is_with (office, office->session, office->group, 12);
}

static void
by_session_with_speaker (Office *office)
{
  office_give (office, EAR_CONTRIBUTION_PARTICIPANT, office->speaker);
  by_session (office);
}

static void
other_speaker (Office *office)
{
  office_give (office, EAR_CONTRIBUTION_PARTICIPANT, office->other_speaker);
}

static void
other_speaker_of_other_group (Office *office)
{
  office_speaker_is_of (office, office->other_speaker, office->other_group);
  other_speaker (office);
}

static void
other_session (Office *office)
{
  office_give (office, EAR_CONTRIBUTION_SESSION, office->other_session);
}

/* … where others were as well. */
static void
other_session_of_both (Office *office)
{
  office_session_is_with (office, office->other_session, office->group, 3);
  office_session_is_with (office, office->other_session, office->other_group, 4711);
  other_session (office);
}

static void
session_is_shared (Office *office)
{
  office_session_is_with (office, office->session, office->other_group, 4711);
}

static void
session_is_shared_and_voice_is_of_other (Office *office)
{
  session_is_shared (office);
  office_voice_is_of (office, office->other_group);
}

static void
voice_is_of_other (Office *office)
{
  office_voice_is_of (office, office->other_group);
}

static void
speaker_is_of_other (Office *office)
{
  office_speaker_is_of (office, office->speaker, office->other_group);
}

typedef struct
{
  const char *name;
  void (*come) (Office *office);
  void (*leave) (Office *office);
  gboolean tells_speakers_group; /* otherwise nobody else's groups are told */
} Way;

static const Way ways[] = {
  { "other-speaker", by_speaker, other_speaker, FALSE },
  { "other-speaker-in-session", by_session_with_speaker, other_speaker_of_other_group, TRUE },
  { "other-speaker-of-other-group", by_speaker, other_speaker_of_other_group, FALSE },
  { "other-session", by_session, other_session, FALSE },
  { "other-session-of-both", by_session, other_session_of_both, FALSE },
  { "shared-session", by_session, session_is_shared, FALSE },
  { "shared-session-with-own-group", by_session, session_is_shared_and_voice_is_of_other, FALSE },
  { "own-other-group", by_session, voice_is_of_other, FALSE },
  { "speaker-of-other-group", by_session_with_speaker, speaker_is_of_other, TRUE },
};

/* --- What must hold --- */

static guint
count_in_group (EarStore *store, const EarRecord *group)
{
  char id[EAR_ID_TEXT_SIZE];
  g_autofree char *sql
    = g_strdup_printf ("SELECT count (*) FROM voices v JOIN voice_groups h ON h.contribution = v.n JOIN groups g ON g.n = h.\"group\" "
                       "WHERE g.id = unhex ('%s', '-')",
                       ear_id_format (&group->id, id));

  return world_count (store, sql);
}

static void
assert_tells_little (Office *office, const Way *way, const char *bundle)
{
  static const char *const kept[] = { WORDS, LABEL, "Behind closed doors", "<people>4711<" };
  EarId link = ear_id_derive_link ("participant-group", &office->other_speaker->id, &office->other_group->id);
  EarId own_link = ear_id_derive_link ("participant-group", &office->speaker->id, &office->other_group->id);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_null (strstr (bundle, kept[i]));
  if (way->tells_speakers_group)
    return;
  travel_assert_mentioned (bundle, &link, FALSE);
  travel_assert_mentioned (bundle, &own_link, FALSE);
}

static void
test_way (gconstpointer data)
{
  const Way *way = data;
  g_auto (Office) office = { 0 };
  g_autoptr (EarStore) had_it = NULL, never = NULL;
  g_autofree char *before = NULL, *after = NULL;

  office_open (&office);
  had_it = ear_test_store (office.folder, "b");
  never = ear_test_store (office.folder, "c");
  way->come (&office);
  before = office_export (&office);
  g_assert_nonnull (strstr (before, WORDS));
  world_must_merge (had_it, before, NULL);
  g_assert_cmpuint (count_in_group (had_it, office.group), ==, 1);

  way->leave (&office);
  g_assert_cmpuint (count_in_group (office.store, office.group), ==, 0);
  after = office_export (&office);
  assert_tells_little (&office, way, after);
  world_must_merge (had_it, after, NULL);
  g_assert_cmpuint (count_in_group (had_it, office.group), ==, 0);
  g_assert_cmpuint (world_count (had_it, "SELECT count (*) FROM voices"), ==, 1);

  /* Who never had it counts none; which part comes first is all one. */
  world_must_merge (never, after, NULL);
  g_assert_cmpuint (world_count (never, "SELECT count (*) FROM voices"), ==, 0);
  world_must_merge (never, before, NULL);
  g_assert_cmpuint (count_in_group (never, office.group), ==, 0);
  world_merge (had_it, never, NULL);
  world_merge (never, had_it, NULL);
  world_assert_same (had_it, never);
  world_merge (had_it, office.store, NULL);
  world_merge (office.store, had_it, NULL);
  world_assert_same (office.store, had_it);
}

/* That others were at the session was a mistake, of which who was told of them is told as well. */
static void
test_comes_back (void)
{
  g_auto (Office) office = { 0 };
  g_autoptr (EarStore) had_it = NULL;
  g_autofree char *before = NULL, *shared = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  EarId link;

  office_open (&office);
  had_it = ear_test_store (office.folder, "b");
  by_session (&office);
  before = office_export (&office);
  world_must_merge (had_it, before, NULL);
  session_is_shared (&office);
  shared = office_export (&office);
  world_must_merge (had_it, shared, NULL);
  g_assert_cmpuint (count_in_group (had_it, office.group), ==, 0);

  link = ear_id_derive_link ("session-group", &office.session->id, &office.other_group->id);
  ear_store_set_deleted (office.store, EAR_KIND_SESSION_GROUP, &link, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_in_group (office.store, office.group), ==, 1);
  after = office_export (&office);
  g_assert_null (strstr (after, "<people>4711<"));
  world_must_merge (had_it, after, NULL);
  g_assert_cmpuint (count_in_group (had_it, office.group), ==, 1);
}

/* --- Consent that is taken back --- */

/* A voice that left by its own link alone may be quoted by who has it, until nobody may. */
static void
test_taken_back_after_it_left (gconstpointer data)
{
  const char *permission = data;
  g_auto (Office) office = { 0 };
  g_autoptr (EarStore) had_it = NULL;
  g_autofree char *before = NULL, *left = NULL, *there = NULL;
  g_autoptr (GError) error = NULL;
  EarId link;

  office_open (&office);
  had_it = ear_test_store (office.folder, "b");
  link = office_voice_is_of (&office, office.group);
  before = office_export (&office);
  world_must_merge (had_it, before, NULL);
  ear_store_set_deleted (office.store, EAR_KIND_CONTRIBUTION_GROUP, &link, TRUE, &error);
  g_assert_no_error (error);
  left = office_export (&office);
  world_must_merge (had_it, left, NULL);
  there = travel_export (had_it, NULL);
  g_assert_nonnull (strstr (there, WORDS));

  world_set (office.store, EAR_KIND_CONTRIBUTION, &office.voice->id, EAR_CONTRIBUTION_PERMISSION, permission);
  office_assert_kept_back (&office, had_it);
}

/* It is the speaker to whom it was given that says so, and of whom no more is told than that. */
static void
test_given_to_internal (void)
{
  g_auto (Office) office = { 0 };
  g_autoptr (EarStore) had_it = NULL;
  g_autofree char *before = NULL, *after = NULL, *there = NULL;

  office_open (&office);
  had_it = ear_test_store (office.folder, "b");
  by_speaker (&office);
  before = office_export (&office);
  world_must_merge (had_it, before, NULL);
  world_set (office.store, EAR_KIND_PARTICIPANT, &office.other_speaker->id, EAR_PARTICIPANT_PERMISSION, "internal");
  world_set (office.store, EAR_KIND_PARTICIPANT, &office.other_speaker->id, EAR_PARTICIPANT_CODE_WORD, "heron");
  other_speaker (&office);
  after = office_export (&office);
  g_assert_null (strstr (after, WORDS));
  g_assert_null (strstr (after, "heron"));
  world_must_merge (had_it, after, NULL);
  there = travel_export (had_it, NULL);
  g_assert_null (strstr (there, WORDS));
}

/* The speaker takes it back after the voice left with the speaker's group. */
static void
test_speaker_takes_back (void)
{
  g_auto (Office) office = { 0 };
  g_autoptr (EarStore) had_it = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  EarId link;

  office_open (&office);
  had_it = ear_test_store (office.folder, "b");
  office_give (&office, EAR_CONTRIBUTION_PARTICIPANT, office.speaker);
  link = office_speaker_is_of (&office, office.speaker, office.group);
  before = office_export (&office);
  world_must_merge (had_it, before, NULL);
  ear_store_set_deleted (office.store, EAR_KIND_PARTICIPANT_GROUP, &link, TRUE, &error);
  g_assert_no_error (error);
  world_set (office.store, EAR_KIND_PARTICIPANT, &office.speaker->id, EAR_PARTICIPANT_PERMISSION, "internal");
  office_assert_kept_back (&office, had_it);
}

/* Nobody says what may be done with it where it was moved to, which is less than where it was. */
static void
test_moved_to_silence (void)
{
  g_auto (Office) office = { 0 };
  g_autoptr (EarStore) had_it = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  EarId link;

  office_open (&office);
  had_it = ear_test_store (office.folder, "b");
  world_set (office.store, EAR_KIND_SESSION, &office.session->id, EAR_SESSION_PERMISSION, "quote");
  link = office_voice_is_of (&office, office.group);
  before = office_export (&office);
  world_must_merge (had_it, before, NULL);
  g_assert_cmpuint (world_count (had_it, "SELECT count (*) FROM permissions WHERE permission = 'quote'"), ==, 1);
  ear_store_set_deleted (office.store, EAR_KIND_CONTRIBUTION_GROUP, &link, TRUE, &error);
  g_assert_no_error (error);
  other_session (&office);
  after = office_export (&office);
  g_assert_null (strstr (after, WORDS));
  g_assert_null (strstr (after, "Behind closed doors"));
  world_must_merge (had_it, after, NULL);
  g_assert_cmpuint (world_count (had_it, "SELECT count (*) FROM permissions WHERE permission = 'paraphrase'"), ==, 1);
}

/* A part of a session says nothing of the groups of others. */
static void
test_not_of_sessions (void)
{
  g_auto (Office) office = { 0 };
  g_autofree char *part = NULL;
  EarExportOptions options = { .sessions = NULL, .n_sessions = 1 };

  office_open (&office);
  by_session (&office);
  office_session_is_with (&office, office.other_session, office.other_group, 4711);
  options.sessions = &office.session->id;
  part = travel_export (office.store, &options);
  travel_assert_mentioned (part, &office.other_session->id, FALSE);
  g_assert_null (strstr (part, "<people>4711<"));
  g_assert_nonnull (strstr (part, WORDS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange/group-parts/%s", ways[i].name);

      g_test_add_data_func (path, &ways[i], test_way);
    }
  g_test_add_data_func ("/exchange/group-parts/internal-after-it-left", "internal", test_taken_back_after_it_left);
  g_test_add_data_func ("/exchange/group-parts/count-after-it-left", "count", test_taken_back_after_it_left);
  g_test_add_func ("/exchange/group-parts/comes-back", test_comes_back);
  g_test_add_func ("/exchange/group-parts/given-to-internal", test_given_to_internal);
  g_test_add_func ("/exchange/group-parts/speaker-takes-back", test_speaker_takes_back);
  g_test_add_func ("/exchange/group-parts/moved-to-silence", test_moved_to_silence);
  g_test_add_func ("/exchange/group-parts/not-of-sessions", test_not_of_sessions);
  return g_test_run ();
}
