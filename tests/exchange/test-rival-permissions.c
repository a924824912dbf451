/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People set what may be done with words without knowing of each other: on a voice, on its speaker, on the session, or by
 * giving the voice to somebody else. Until it is decided the strictest of what stands holds, whoever heard of it, in whatever
 * order; a second opinion (part-consent.h) says what that is, from the records alone. */
#include <string.h>

#include "ear-join.h"
#include "part-consent.h"
#include "travel-world.h"

#define MAX_DEVICES 4
#define N_SESSIONS 2
#define N_SPEAKERS 3
#define N_VOICES 6

typedef struct
{
  char *folder;
  guint n_devices;
  EarStore *stores[MAX_DEVICES];
  EarId sessions[N_SESSIONS], speakers[N_SPEAKERS], voices[N_VOICES];
} Team;

static void
team_clear (Team *team)
{
  for (guint i = 0; i < team->n_devices; i++)
    ear_store_close (team->stores[i]);
  ear_test_folder_remove (team->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Team, team_clear)

static EarId
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
  return record->id;
}

static char *
words_of (guint voice)
{
  return g_strdup_printf ("spoken%ux", voice);
}

/* What one of them recorded before anybody thought of permissions. */
static void
record_all (Team *team, EarStore *store)
{
  for (guint i = 0; i < N_SESSIONS; i++)
    {
      g_autoptr (EarRecord) session = ear_test_session (store, "An occasion");

      team->sessions[i] = session->id;
    }
  for (guint i = 0; i < N_SPEAKERS; i++)
    {
      g_autoptr (EarRecord) speaker = ear_record_new (EAR_KIND_PARTICIPANT);

      ear_record_set (speaker, EAR_PARTICIPANT_LABEL, "P");
      team->speakers[i] = put (store, speaker);
    }
  for (guint i = 0; i < N_VOICES; i++)
    {
      g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);
      g_autofree char *words = words_of (i);

      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, words);
      ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &team->sessions[travel_pick (N_SESSIONS)]);
      if (travel_pick (3) > 0)
        ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &team->speakers[travel_pick (N_SPEAKERS)]);
      team->voices[i] = put (store, voice);
    }
}

static void
team_open (Team *team)
{
  team->folder = ear_test_folder_new ();
  team->n_devices = 2 + travel_pick (MAX_DEVICES - 1);
  for (guint i = 0; i < team->n_devices; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u", i);

      team->stores[i] = ear_test_store (team->folder, name);
      if (i == 0)
        record_all (team, team->stores[0]);
      else
        world_merge (team->stores[i], team->stores[0], NULL);
    }
}

static const char *
any_permission (void)
{
  static const char *const permissions[] = { NULL, "quote", "quote", "paraphrase", "count", "internal" };

  return permissions[travel_pick (G_N_ELEMENTS (permissions))];
}

static void
act (Team *team, EarStore *store, gboolean may_move)
{
  EarId *voice = &team->voices[travel_pick (N_VOICES)];
  g_autoptr (EarRecord) record = NULL;
  guint what = travel_pick (may_move ? 8 : 6);
  guint field;

  if (what == 4)
    record = ear_store_get (store, EAR_KIND_PARTICIPANT, &team->speakers[travel_pick (N_SPEAKERS)], NULL);
  else if (what == 5)
    record = ear_store_get (store, EAR_KIND_SESSION, &team->sessions[travel_pick (N_SESSIONS)], NULL);
  else
    record = ear_store_get (store, EAR_KIND_CONTRIBUTION, voice, NULL);
  g_assert_nonnull (record);
  if (what == 6)
    ear_record_set_id (record, EAR_CONTRIBUTION_PARTICIPANT, travel_pick (4) ? &team->speakers[travel_pick (N_SPEAKERS)] : NULL);
  else if (what == 7)
    ear_record_set_id (record, EAR_CONTRIBUTION_SESSION, &team->sessions[travel_pick (N_SESSIONS)]);
  else
    {
      g_assert_true (ear_field_from_name (record->kind, "permission", &field));
      ear_record_set (record, field, any_permission ());
    }
  put (store, record);
}

typedef struct
{
  EarStore *store;
  GPtrArray *found; /* lent to the judge */
} Finder;

static const EarRecord *
find_cb (gpointer data, EarKind kind, const EarId *id)
{
  Finder *finder = data;
  EarRecord *record = ear_store_get (finder->store, kind, id, NULL);

  if (record != NULL)
    g_ptr_array_add (finder->found, record);
  return record;
}

/* What the workbook itself says, as every page, table and report reads it. */
static char *
permission_here (EarStore *store, const char *view, const EarId *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT permission FROM %s WHERE id = ?1", view);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) find = ear_store_query (store, sql, &error);

  g_assert_no_error (error);
  ear_statement_bind_id (find, 1, id);
  return ear_statement_step (find, &error) == EAR_STEP_ROW ? g_strdup (ear_statement_get_text (find, 0)) : NULL;
}

static void
check_voice (Team *team, EarStore *store, guint number, const char *bundle, const char *part)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_record_free);
  Finder finder = { store, found };
  g_autoptr (EarRecord) voice = ear_store_get (store, EAR_KIND_CONTRIBUTION, &team->voices[number], NULL);
  g_autofree char *words = words_of (number);
  const char *expected = part_permission (voice, find_cb, &finder);
  PartLeave leave = part_leave_of_voice (voice, find_cb, &finder);
  g_autofree char *of_contribution = permission_here (store, "permissions", &voice->id);
  g_autofree char *of_voice = permission_here (store, "voices", &voice->id);
  char id[EAR_ID_TEXT_SIZE];
  g_autofree char *mention = g_strdup_printf ("<contribution id=\"%s\"", ear_id_format (&voice->id, id));

  g_assert_cmpstr (of_contribution, ==, expected);
  g_assert_cmpstr (of_voice, ==, expected);
  g_assert_cmpint (strstr (bundle, words) != NULL, ==, leave == PART_ALL);
  g_assert_cmpint (strstr (bundle, mention) != NULL, ==, leave != PART_NOTHING);
  if (leave != PART_ALL)
    g_assert_null (strstr (part, words));
}

static void
check (Team *team, EarStore *store)
{
  EarExportOptions options = { .sessions = team->sessions, .n_sessions = N_SESSIONS };
  g_autofree char *bundle = travel_export (store, NULL);
  g_autofree char *part = travel_export (store, &options);

  for (guint i = 0; i < N_VOICES; i++)
    check_voice (team, store, i, bundle, part);
}

/* Everybody hears from everybody, in an order of its own. */
static void
tell_all (Team *team)
{
  for (guint round = 0; round < 3; round++)
    {
      guint start = travel_pick (team->n_devices), step = 1 + travel_pick (team->n_devices - 1);

      for (guint i = 0; i < team->n_devices; i++)
        for (guint j = 0; j < team->n_devices; j++)
          {
            guint into = (start + i) % team->n_devices, from = (into + step + j) % team->n_devices;

            if (into != from)
              world_merge (team->stores[into], team->stores[from], NULL);
          }
    }
}

static guint
count_disputed (EarStore *store)
{
  return world_count (store, "SELECT count (*) FROM disputed_permissions");
}

static void
test_any_order (gconstpointer data)
{
  gboolean may_move = GPOINTER_TO_INT (data);
  guint rounds = g_test_thorough () ? 60 : 2;
  guint n_disputed = 0;

  for (guint round = 0; round < rounds; round++)
    {
      g_auto (Team) team = { 0 };

      team_open (&team);
      for (guint i = 0; i < 40; i++)
        {
          EarStore *store = team.stores[travel_pick (team.n_devices)];

          act (&team, store, may_move);
          if (travel_pick (6) == 0)
            {
              EarStore *from = team.stores[travel_pick (team.n_devices)];

              if (from != store)
                world_merge (store, from, NULL);
            }
          if (travel_pick (8) == 0)
            check (&team, store);
        }
      tell_all (&team);
      for (guint i = 0; i < team.n_devices; i++)
        {
          check (&team, team.stores[i]);
          world_assert_same (team.stores[0], team.stores[i]);
        }
      n_disputed += count_disputed (team.stores[0]);
    }
  g_assert_cmpuint (n_disputed, >, 0);
}

/* The record as it is where all that both know is known. */
static EarRecord *
known_to_both (EarStore *one, EarStore *other, EarKind kind, const EarId *id)
{
  EarRecord *mine = ear_store_get (one, kind, id, NULL);
  g_autoptr (EarRecord) theirs = ear_store_get (other, kind, id, NULL);
  g_auto (EarJoin) join = { 0 };

  if (mine == NULL || theirs == NULL)
    return mine != NULL ? mine : g_steal_pointer (&theirs);
  ear_record_join (mine, theirs, &join);
  return mine;
}

typedef struct
{
  EarStore *from, *to;
  const char *part;
  const EarRecord *theirs; /* the voice as its sender has it */
  GPtrArray *found;
} Both;

static gboolean
may_belong (const EarRecord *voice, EarKind kind, const EarId *id)
{
  guint field = kind == EAR_KIND_PARTICIPANT ? EAR_CONTRIBUTION_PARTICIPANT : EAR_CONTRIBUTION_SESSION;
  char text[EAR_ID_TEXT_SIZE];

  ear_id_format (id, text);
  for (guint i = 0; i < part_count_values (voice, field); i++)
    {
      if (g_strcmp0 (part_value_of (voice, field, i)->value, text) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Of speakers and sessions that the sender does not know the voice to belong to, only what the part happens to say is told. */
static const EarRecord *
find_both_cb (gpointer data, EarKind kind, const EarId *id)
{
  Both *both = data;
  char text[EAR_ID_TEXT_SIZE];
  g_autofree char *mention = g_strdup_printf ("<%s id=\"%s\"", ear_kind_info (kind)->name, ear_id_format (id, text));
  EarRecord *record = may_belong (both->theirs, kind, id) || strstr (both->part, mention) != NULL
                        ? known_to_both (both->from, both->to, kind, id)
                        : ear_store_get (both->to, kind, id, NULL);

  if (record != NULL)
    g_ptr_array_add (both->found, record);
  return record;
}

/* What is thought of each voice that the part is about, where it came, is what both together know of it. */
static void
hand_part (Team *team, EarStore *from, EarStore *to)
{
  EarId *session = &team->sessions[travel_pick (N_SESSIONS)];
  EarExportOptions options = { .sessions = session, .n_sessions = 1 };
  g_autofree char *part = travel_export (from, &options);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_record_free);
  Both both = { from, to, part, NULL, found };
  const char *expected[N_VOICES] = { NULL };

  for (guint i = 0; i < N_VOICES; i++)
    {
      EarRecord *voice = known_to_both (from, to, EAR_KIND_CONTRIBUTION, &team->voices[i]);
      g_autoptr (EarRecord) theirs = ear_store_get (from, EAR_KIND_CONTRIBUTION, &team->voices[i], NULL);
      EarId in;

      g_ptr_array_add (found, voice);
      both.theirs = theirs;
      if (ear_record_get_id (theirs, EAR_CONTRIBUTION_SESSION, &in) && ear_id_equal (&in, session))
        expected[i] = part_permission (voice, find_both_cb, &both);
    }
  world_must_merge (to, part, NULL);
  for (guint i = 0; i < N_VOICES; i++)
    {
      g_autofree char *now = permission_here (to, "permissions", &team->voices[i]);

      if (expected[i] != NULL)
        g_assert_cmpstr (now, ==, expected[i]);
    }
}

/* A speaker or an occasion says what may be done with all that was said. */
static void
say_for_all (Team *team, EarStore *store)
{
  gboolean speaker = travel_pick (3) > 0;
  EarKind kind = speaker ? EAR_KIND_PARTICIPANT : EAR_KIND_SESSION;
  const EarId *id = speaker ? &team->speakers[travel_pick (N_SPEAKERS)] : &team->sessions[travel_pick (N_SESSIONS)];

  world_set (store, kind, id, speaker ? EAR_PARTICIPANT_PERMISSION : EAR_SESSION_PERMISSION, travel_pick (2) ? "internal" : "quote");
}

/* Whoever only gets parts quotes nobody who said, or of whom somebody said, that it may go no further. */
static void
test_parts (void)
{
  guint rounds = g_test_thorough () ? 60 : 1;

  for (guint round = 0; round < rounds; round++)
    {
      g_auto (Team) team = { 0 };

      team_open (&team);
      for (guint i = 0; i < 40; i++)
        {
          EarStore *from = team.stores[travel_pick (team.n_devices)];
          EarStore *to = team.stores[travel_pick (team.n_devices)];

          if (travel_pick (2))
            act (&team, from, TRUE);
          else
            say_for_all (&team, from);
          if (from != to && travel_pick (2) == 0)
            hand_part (&team, from, to);
        }
      tell_all (&team);
      for (guint i = 0; i < team.n_devices; i++)
        world_assert_same (team.stores[0], team.stores[i]);
    }
}

/* The case that the rule is for: one person says internal, another, who does not know it, later that it may be quoted. */
static void
test_later_and_milder (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarStore) c = ear_test_store (folder, "c");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (a, session, "for nobody");
  g_autofree char *told = NULL;
  g_autofree char *there = NULL;

  world_merge (b, a, NULL);
  world_set (a, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_PERMISSION, "internal");
  world_set (b, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_PERMISSION, "quote");
  world_merge (a, b, NULL);
  world_merge (b, a, NULL);
  world_assert_same (a, b);
  there = world_get (b, EAR_KIND_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_PERMISSION);
  g_assert_cmpstr (there, ==, "quote");
  told = travel_export (b, NULL);
  g_assert_null (strstr (told, "for nobody"));
  /* Whoever never had it is told by its id that it goes no further, and hears no voice. */
  world_merge (c, b, NULL);
  world_merge (a, c, NULL);
  world_merge (b, c, NULL);
  world_assert_same (a, c);
  g_assert_cmpuint (world_count (c, "SELECT count (*) FROM voices"), ==, 0);
  g_assert_cmpuint (world_count (b, "SELECT count (*) FROM voices WHERE permission = 'internal' AND shown_permission = 'quote'"), ==, 1);

  /* Once somebody who knows of both decides, that holds. */
  {
    g_autoptr (EarRecord) decided = ear_store_get (b, EAR_KIND_CONTRIBUTION, &voice->id, NULL);

    ear_record_decide (decided, EAR_CONTRIBUTION_PERMISSION, "quote");
    put (b, decided);
  }
  world_merge (c, b, NULL);
  world_merge (a, c, NULL);
  world_assert_same (a, b);
  world_assert_same (a, c);
  g_assert_cmpuint (world_count (c, "SELECT count (*) FROM voices WHERE permission = 'quote' AND text = 'for nobody'"), ==, 1);
}

/* What was kept back only because of somebody the voice may belong to travels when that one's permission changes, though
 * nothing in the voice did. */
static void
test_rival_speaker_decides (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (a, session, "whose words");
  EarId speakers[2];
  gint64 since;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EarRecord) speaker = ear_record_new (EAR_KIND_PARTICIPANT);

      ear_record_set (speaker, EAR_PARTICIPANT_LABEL, "P");
      ear_record_set (speaker, EAR_PARTICIPANT_PERMISSION, "quote");
      speakers[i] = put (a, speaker);
    }
  world_merge (b, a, NULL);
  for (guint i = 0; i < 2; i++)
    {
      EarStore *store = i == 0 ? a : b;
      g_autoptr (EarRecord) moved = ear_store_get (store, EAR_KIND_CONTRIBUTION, &voice->id, NULL);

      ear_record_set_id (moved, EAR_CONTRIBUTION_PARTICIPANT, &speakers[i]);
      put (store, moved);
    }
  world_merge (a, b, NULL);
  /* The first one's claim lost against the later, and waits. */
  world_set (a, EAR_KIND_PARTICIPANT, &speakers[0], EAR_PARTICIPANT_PERMISSION, "internal");
  {
    g_autofree char *all = travel_export (a, NULL);

    g_assert_null (strstr (all, "whose words"));
  }
  since = ear_store_get_sequence (a);
  world_set (a, EAR_KIND_PARTICIPANT, &speakers[0], EAR_PARTICIPANT_PERMISSION, "paraphrase");
  {
    EarExportOptions options = { .in_folder = TRUE, .changed_since = since };
    g_autofree char *changes = travel_export (a, &options);

    g_assert_nonnull (strstr (changes, "whose words"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/exchange/rival-permissions/any-order", GINT_TO_POINTER (FALSE), test_any_order);
  g_test_add_data_func ("/exchange/rival-permissions/moved-too", GINT_TO_POINTER (TRUE), test_any_order);
  g_test_add_func ("/exchange/rival-permissions/parts", test_parts);
  g_test_add_func ("/exchange/rival-permissions/later-and-milder", test_later_and_milder);
  g_test_add_func ("/exchange/rival-permissions/rival-speaker-decides", test_rival_speaker_decides);
  return g_test_run ();
}
