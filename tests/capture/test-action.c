/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done about what people said: steps and how far an action is, the trail both ways, what is owed, taking back, and
 * what two organisations say of one action unknown to each other. */
#include "ear-action-list.h"
#include "ear-action-work.h"
#include "ear-coproduction-list.h"
#include "ear-exchange.h"
#include "ear-terms.h"
#include "ear-test.h"

/* 15 June 2026, noon UTC. */
#define NOON G_GUINT64_CONSTANT (1781524800000)

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarRecord *session;
  EarId group, theme, below, priority, voice, coded, quiet, action;
} World;

static EarId
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;
  EarId id = record->id;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
  ear_record_free (record);
  return id;
}

static EarId
make_named (EarStore *store, EarKind kind, guint field, const char *name)
{
  EarRecord *record = ear_record_new (kind);

  ear_record_set (record, field, name);
  return put (store, record);
}

static void
join_two (EarStore *store, EarKind kind, const EarId *one, const EarId *other)
{
  EarRecord *record = ear_record_new (kind);

  ear_record_set_id (record, 1, one);
  ear_record_set_id (record, 2, other);
  put (store, record);
}

static EarId
say (World *world, const char *text, const char *permission, const char *when)
{
  EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  EarId id;

  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &world->session->id);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text);
  ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, permission);
  ear_record_set (voice, EAR_CONTRIBUTION_SAID_AT, when);
  id = put (world->store, voice);
  join_two (world->store, EAR_KIND_CONTRIBUTION_GROUP, &id, &world->group);
  return id;
}

static EarId
make_action (EarStore *store, const char *title, const char *due)
{
  g_autoptr (EarRecord) action = ear_record_new (EAR_KIND_ACTION);
  g_autoptr (GError) error = NULL;

  ear_record_set (action, EAR_ACTION_TITLE, title);
  ear_record_set (action, EAR_ACTION_DUE, due);
  ear_action_put (store, action, NULL, &error);
  g_assert_no_error (error);
  return action->id;
}

static EarRecord *
new_step (const EarId *action, const char *status, const char *day, const char *answer)
{
  EarRecord *step = ear_record_new (EAR_KIND_ACTION_STEP);

  ear_record_set_id (step, EAR_ACTION_STEP_ACTION, action);
  ear_record_set (step, EAR_ACTION_STEP_STATUS, status);
  ear_record_set (step, EAR_ACTION_STEP_HAPPENED, day);
  ear_record_set (step, EAR_ACTION_STEP_ANSWER, answer);
  return step;
}

static void
take_step (EarStore *store, const EarId *action, const char *status, const char *day, const char *answer)
{
  g_autoptr (EarRecord) step = new_step (action, status, day, answer);
  g_autoptr (GError) error = NULL;

  ear_action_put (store, step, NULL, &error);
  g_assert_no_error (error);
}

static void
answer (EarStore *store, const EarId *action, EarKind kind, const EarId *what, gboolean linked, EarCodebookBefore *before)
{
  g_autoptr (GError) error = NULL;

  ear_action_link (store, action, &(EarActionEnd) { kind, *what }, linked, before, &error);
  g_assert_no_error (error);
}

static void
set_up (World *world, gconstpointer data G_GNUC_UNUSED)
{
  EarRecord *below = ear_record_new (EAR_KIND_THEME), *priority = ear_record_new (EAR_KIND_PRIORITY);
  EarId strategy;

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "a");
  ear_store_set_wall_clock (world->store, NOON);
  world->session = ear_test_session (world->store, "Morning");
  world->group = make_named (world->store, EAR_KIND_GROUP, EAR_GROUP_NAME, "Carers");
  world->theme = make_named (world->store, EAR_KIND_THEME, EAR_THEME_NAME, "Waiting");
  ear_record_set (below, EAR_THEME_NAME, "Waiting for a call");
  ear_record_set_id (below, EAR_THEME_PARENT, &world->theme);
  world->below = put (world->store, below);
  strategy = make_named (world->store, EAR_KIND_STRATEGY, EAR_STRATEGY_TITLE, "A plan");
  ear_record_set (priority, EAR_PRIORITY_LABEL, "Shorter waits");
  ear_record_set_id (priority, EAR_PRIORITY_STRATEGY, &strategy);
  world->priority = put (world->store, priority);
  join_two (world->store, EAR_KIND_MAPPING, &world->theme, &world->priority);
  world->voice = say (world, "nobody rang me back", EAR_PERMISSION_QUOTE, "2025-11-02");
  world->coded = say (world, "I waited a year", EAR_PERMISSION_PARAPHRASE, "2026");
  world->quiet = say (world, "only to be counted", EAR_PERMISSION_COUNT, "2026-06-01");
  join_two (world->store, EAR_KIND_CODING, &world->coded, &world->below);
  world->action = make_action (world->store, "Somebody rings back within a week", "2026-06-14");
}

static void
tear_down (World *world, gconstpointer data G_GNUC_UNUSED)
{
  ear_record_free (world->session);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
}

static GPtrArray *
list (EarStore *store, const EarActionFilter *filter)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = ear_action_list (store, filter, &error);

  g_assert_no_error (error);
  return rows;
}

static EarActionRow *
one (EarStore *store, const EarId *action)
{
  g_autoptr (GPtrArray) rows = list (store, &(EarActionFilter) { .action = action });

  g_assert_cmpuint (rows->len, ==, 1);
  return g_ptr_array_steal_index (rows, 0);
}

static EarActionTrail *
trail_of (EarStore *store, const EarId *action)
{
  g_autoptr (GError) error = NULL;
  EarActionTrail *trail = ear_action_trail (store, action, 0, &error);

  g_assert_no_error (error);
  return trail;
}

static void
assert_is (EarStore *store, const EarId *action, const char *status, gboolean overdue)
{
  EarActionRow *row = one (store, action);

  g_assert_cmpstr (row->status, ==, status);
  g_assert_cmpint (row->is_overdue, ==, overdue);
  ear_action_row_free (row);
}

/* The latest day shows, whichever was written last; of one day what was written last. */
static void
test_steps (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarActionTrail) trail = NULL;

  assert_is (world->store, &world->action, EAR_STATUS_HEARD, TRUE);
  take_step (world->store, &world->action, EAR_STATUS_UNDER_WAY, "2026-03-01", "We have begun.");
  take_step (world->store, &world->action, EAR_STATUS_AGREED, "2026-02-01", NULL);
  assert_is (world->store, &world->action, EAR_STATUS_UNDER_WAY, TRUE);
  take_step (world->store, &world->action, EAR_STATUS_DONE, "2026-06-10", "Two people ring now.");
  assert_is (world->store, &world->action, EAR_STATUS_DONE, FALSE);
  take_step (world->store, &world->action, EAR_STATUS_WILL_NOT_DO, "2026-06-10", "The money ends.");
  assert_is (world->store, &world->action, EAR_STATUS_WILL_NOT_DO, FALSE);
  trail = trail_of (world->store, &world->action);
  g_assert_cmpuint (trail->steps->len, ==, 4);
  g_assert_true (((EarActionStep *) trail->steps->pdata[0])->is_current);
  g_assert_cmpstr (((EarActionStep *) trail->steps->pdata[3])->happened, ==, "2026-02-01");
}

static void
test_refused (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarRecord) no_reason = new_step (&world->action, EAR_STATUS_WILL_NOT_DO, NULL, "  ");
  g_autoptr (EarRecord) no_status = new_step (&world->action, NULL, NULL, "Soon");
  g_autoptr (EarRecord) no_day = new_step (&world->action, EAR_STATUS_DONE, "2026-02-30", "Done");
  g_autoptr (EarRecord) no_action = new_step (&world->voice, EAR_STATUS_DONE, NULL, "Done");
  g_autoptr (EarRecord) no_title = ear_record_new (EAR_KIND_ACTION);
  EarRecord *const records[] = { no_reason, no_status, no_day, no_action, no_title };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (EarActionTrail) trail = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ear_action_put (world->store, records[i], NULL, &error));
      g_assert_nonnull (error);
    }
  rows = list (world->store, NULL);
  trail = trail_of (world->store, &world->action);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpuint (trail->steps->len, ==, 0);
}

static const EarTrailVoice *
find_voice (const EarActionTrail *trail, const EarId *id)
{
  for (guint i = 0; i < trail->voices->len; i++)
    {
      if (ear_id_equal (&((EarTrailVoice *) trail->voices->pdata[i])->id, id))
        return trail->voices->pdata[i];
    }
  return NULL;
}

/* By itself, by a theme above its own, by a priority; and back from the voice. Words that may only be counted are not told. */
static void
test_trail (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarActionTrail) trail = NULL, fewer = NULL;
  g_autoptr (GPtrArray) forward = NULL, none = NULL;

  answer (world->store, &world->action, EAR_KIND_CONTRIBUTION, &world->voice, TRUE, NULL);
  answer (world->store, &world->action, EAR_KIND_CONTRIBUTION, &world->quiet, TRUE, NULL);
  answer (world->store, &world->action, EAR_KIND_PRIORITY, &world->priority, TRUE, NULL);
  answer (world->store, &world->action, EAR_KIND_THEME, &world->theme, TRUE, NULL);
  trail = trail_of (world->store, &world->action);
  g_assert_cmpuint (trail->n_voices, ==, 3);
  g_assert_cmpstr (find_voice (trail, &world->voice)->through, ==, EAR_THROUGH_VOICE);
  g_assert_cmpstr (find_voice (trail, &world->voice)->text, ==, "nobody rang me back");
  g_assert_null (find_voice (trail, &world->quiet)->text);
  g_assert_cmpstr (find_voice (trail, &world->coded)->through, ==, EAR_THROUGH_THEME);
  g_assert_cmpstr (find_voice (trail, &world->coded)->through_name, ==, "Waiting");
  answer (world->store, &world->action, EAR_KIND_THEME, &world->theme, FALSE, NULL);
  fewer = trail_of (world->store, &world->action);
  g_assert_cmpstr (find_voice (fewer, &world->coded)->through_name, ==, "Shorter waits");
  forward = list (world->store, &(EarActionFilter) { .voice = &world->coded });
  g_assert_cmpuint (forward->len, ==, 1);
  g_assert_cmpstr (((EarActionRow *) forward->pdata[0])->through, ==, EAR_THROUGH_PRIORITY);
  answer (world->store, &world->action, EAR_KIND_PRIORITY, &world->priority, FALSE, NULL);
  none = list (world->store, &(EarActionFilter) { .voice = &world->coded });
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_filters (World *world, gconstpointer data G_GNUC_UNUSED)
{
  EarId other = make_action (world->store, "A leaflet in Bengali", NULL), nobody = ear_id_new ();
  const struct
  {
    EarActionFilter filter;
    guint expected;
  } asked[] = {
    { { .group = &world->group }, 1 },       { { .theme = &world->below }, 1 },
    { { .theme = &world->theme }, 1 },       { { .priority = &world->priority }, 1 },
    { { .status = EAR_STATUS_DONE }, 1 },    { { .status = EAR_STATUS_HEARD }, 1 },
    { { .overdue = TRUE }, 1 },              { { .untold = TRUE }, 1 },
    { { .search = "LEAFLÉT bengali" }, 1 },  { { .search = "leaflet week" }, 0 },
    { { .search = "rung often" }, 1 },       { { .organisation = &nobody }, 0 },
    { { .group = &nobody }, 0 },
  };

  take_step (world->store, &other, EAR_STATUS_DONE, "2026-05-01", "They rung often for it.");
  answer (world->store, &world->action, EAR_KIND_CONTRIBUTION, &world->coded, TRUE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (GPtrArray) rows = list (world->store, &asked[i].filter);

      g_test_message ("filter %" G_GSIZE_FORMAT, i);
      g_assert_cmpuint (rows->len, ==, asked[i].expected);
    }
}

static guint
count_waiting (World *world, const char *before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarActionGaps) gaps = ear_action_gaps (world->store, before, &error);

  g_assert_no_error (error);
  return gaps->all->voices;
}

/* A voice of which only the year is known waits once that has passed. Considering is no answer yet; refusing is one. */
static void
test_unanswered (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = ear_unanswered_before (world->store, 6);
  EarVoiceFilter filter = { .unanswered_before = before };
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (before, ==, "2025-12-15");
  g_assert_cmpuint (count_waiting (world, before), ==, 1);
  g_assert_cmpuint (count_waiting (world, "2027-01-01"), ==, 3);
  g_assert_cmpint (ear_voice_count (world->store, &filter, &error), ==, 1);
  answer (world->store, &world->action, EAR_KIND_CONTRIBUTION, &world->voice, TRUE, NULL);
  take_step (world->store, &world->action, EAR_STATUS_CONSIDERING, "2026-01-01", NULL);
  g_assert_cmpuint (count_waiting (world, before), ==, 1);
  take_step (world->store, &world->action, EAR_STATUS_WILL_NOT_DO, "2026-02-01", "There is nobody to ring.");
  g_assert_cmpuint (count_waiting (world, before), ==, 0);
  g_assert_cmpint (ear_voice_count (world->store, &filter, &error), ==, 0);
  filter = (EarVoiceFilter) { .action = &world->action };
  g_assert_cmpint (ear_voice_count (world->store, &filter, &error), ==, 1);
  g_assert_no_error (error);
}

/* Nobody knows how long a voice waits whose day nobody noted: it is listed, and told apart from those of which it is known. It
 * is in no group and has no theme, so that it stands with everybody's. */
static void
test_undated (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = ear_unanswered_before (world->store, 6);
  EarVoiceFilter filter = { .unanswered_before = before };
  g_autoptr (EarRecord) session = ear_record_new (EAR_KIND_SESSION), voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarActionGaps) gaps = NULL, after = NULL;

  ear_store_put (world->store, session, &error);
  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session->id);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "A note on the back of an envelope");
  ear_store_put (world->store, voice, &error);
  gaps = ear_action_gaps (world->store, before, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gaps->all->voices, ==, 1);
  g_assert_cmpuint (gaps->all->undated, ==, 1);
  g_assert_cmpuint (gaps->groups->len, ==, 1);
  g_assert_cmpuint (((EarOwed *) gaps->groups->pdata[0])->undated, ==, 0);
  g_assert_cmpint (ear_voice_count (world->store, &filter, &error), ==, 2);

  answer (world->store, &world->action, EAR_KIND_CONTRIBUTION, &voice->id, TRUE, NULL);
  take_step (world->store, &world->action, EAR_STATUS_DONE, "2026-06-01", NULL);
  after = ear_action_gaps (world->store, before, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->all->undated, ==, 0);
}

static guint
count_never_told (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarActionGaps) gaps = ear_action_gaps (world->store, "2026-01-01", &error);

  g_assert_no_error (error);
  return gaps->never_told->len;
}

/* A group can be told more than once, and each time is kept. */
static void
test_told (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (EarActionTrail) trail = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  EarActionRow *row;

  answer (world->store, &world->action, EAR_KIND_GROUP, &world->group, TRUE, NULL);
  g_assert_cmpuint (count_never_told (world), ==, 1);
  g_assert_true (ear_action_tell (world->store, &world->action, 1, &world->group, "2026-05-01", "A letter", NULL, &error));
  g_assert_true (ear_action_tell (world->store, &world->action, 1, &world->group, NULL, "At the drop-in", before, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_never_told (world), ==, 0);
  trail = trail_of (world->store, &world->action);
  g_assert_cmpuint (trail->tellings->len, ==, 2);
  row = one (world->store, &world->action);
  g_assert_cmpstr (row->told, ==, "2026-06-15");
  g_assert_cmpuint (row->n_untold, ==, 0);
  ear_action_row_free (row);
  ear_codebook_take_back (world->store, before, &error);
  g_assert_no_error (error);
  back = trail_of (world->store, &world->action);
  g_assert_cmpuint (back->tellings->len, ==, 1);
  g_assert_cmpstr (((EarActionTelling *) back->tellings->pdata[0])->told_how, ==, "A letter");
}

static void
test_taken_back (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) made = ear_codebook_before_new (), removed = ear_codebook_before_new (), unlinked = ear_codebook_before_new ();
  g_autoptr (EarRecord) action = ear_record_new (EAR_KIND_ACTION), step = new_step (&world->action, EAR_STATUS_AGREED, NULL, NULL);
  const EarActionEnd ends[] = { { EAR_KIND_CONTRIBUTION, world->voice }, { EAR_KIND_THEME, world->theme } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) with = NULL, without = NULL, again = NULL, gone = NULL;

  ear_record_set (action, EAR_ACTION_TITLE, "A card for carers");
  g_assert_true (ear_action_answer (world->store, action, step, ends, G_N_ELEMENTS (ends), made, &error));
  with = list (world->store, &(EarActionFilter) { .voice = &world->coded });
  g_assert_cmpuint (with->len, ==, 1);
  answer (world->store, &action->id, EAR_KIND_THEME, &world->theme, FALSE, unlinked);
  without = list (world->store, &(EarActionFilter) { .voice = &world->coded });
  g_assert_cmpuint (without->len, ==, 0);
  g_assert_true (ear_codebook_take_back (world->store, unlinked, &error));
  g_assert_true (ear_action_remove (world->store, EAR_KIND_ACTION, &action->id, removed, &error));
  assert_is (world->store, &world->action, EAR_STATUS_HEARD, TRUE);
  g_assert_true (ear_codebook_take_back (world->store, removed, &error));
  again = list (world->store, &(EarActionFilter) { .voice = &world->coded });
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (((EarActionRow *) again->pdata[0])->status, ==, EAR_STATUS_AGREED);
  g_assert_true (ear_codebook_take_back (world->store, made, &error));
  g_assert_no_error (error);
  gone = list (world->store, &(EarActionFilter) { .voice = &world->voice });
  g_assert_cmpuint (gone->len, ==, 0);
}

/* Of the voice nothing is left, and nothing hangs in the air; that there was one is told. */
static void
test_withdrawn (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarActionTrail) trail = NULL;
  g_autoptr (GPtrArray) forward = NULL;
  g_autoptr (GError) error = NULL;
  EarActionRow *row;

  answer (world->store, &world->action, EAR_KIND_CONTRIBUTION, &world->voice, TRUE, NULL);
  answer (world->store, &world->action, EAR_KIND_CONTRIBUTION, &world->coded, TRUE, NULL);
  ear_store_erase (world->store, EAR_KIND_CONTRIBUTION, &world->voice, &error);
  g_assert_no_error (error);
  trail = trail_of (world->store, &world->action);
  g_assert_cmpuint (trail->n_voices, ==, 1);
  g_assert_cmpuint (trail->n_withdrawn, ==, 1);
  g_assert_null (find_voice (trail, &world->voice));
  row = one (world->store, &world->action);
  g_assert_cmpuint (row->n_voices, ==, 1);
  ear_action_row_free (row);
  forward = list (world->store, &(EarActionFilter) { .voice = &world->voice });
  g_assert_cmpuint (forward->len, ==, 0);
  g_assert_false (
    ear_action_link (world->store, &world->action, &(EarActionEnd) { EAR_KIND_CONTRIBUTION, world->voice }, TRUE, NULL, &error));
  g_assert_error (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE);
}

static char *
export_to (World *world, EarStore *store, const char *name)
{
  char *path = g_build_filename (world->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  ear_bundle_export (store, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
merge (EarStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  EarMergeResult result = { 0 };

  ear_bundle_merge (store, path, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ear_merge_result_clear (&result);
}

/* Three organisations say how far one action is, unknown to each other, and one of them withdraws a voice that it answers:
 * in every order the history of all, one status, one digest, no conflict. */
static void
test_merged (World *world, gconstpointer data G_GNUC_UNUSED)
{
  static const guint orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  static const char *const statuses[] = { EAR_STATUS_UNDER_WAY, EAR_STATUS_DONE, EAR_STATUS_CONSIDERING };
  static const char *const days[] = { "2026-05-01", "2026-05-20", "2026-05-20" };
  g_autofree char *first = NULL, *digest = NULL;
  char *files[3];
  g_autoptr (GError) error = NULL;

  answer (world->store, &world->action, EAR_KIND_CONTRIBUTION, &world->voice, TRUE, NULL);
  first = export_to (world, world->store, "first.xml");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("partner-%u", i), *file = g_strconcat (name, ".xml", NULL);
      g_autoptr (EarStore) partner = ear_test_store (world->folder, name);

      ear_store_set_wall_clock (partner, NOON + 1000 * (i + 1));
      merge (partner, first);
      take_step (partner, &world->action, statuses[i], days[i], "What we know of it.");
      ear_action_tell (partner, &world->action, 1, &world->group, "2026-05-21", name, NULL, &error);
      if (i == 2)
        ear_store_erase (partner, EAR_KIND_CONTRIBUTION, &world->voice, &error);
      g_assert_no_error (error);
      files[i] = export_to (world, partner, file);
    }
  for (guint o = 0; o < G_N_ELEMENTS (orders); o++)
    {
      g_autofree char *name = g_strdup_printf ("all-%u", o), *path = ear_test_path (world->folder, name), *found = NULL;
      /* One that nobody wrote in: it holds what came, and nothing of its own. */
      g_autoptr (EarStore) all = ear_store_create (path, EAR_TEST_PASSPHRASE, &error);
      g_autoptr (EarActionTrail) trail = NULL;

      g_assert_no_error (error);
      ear_store_set_wall_clock (all, NOON + 100000);
      for (guint i = 0; i < 3; i++)
        merge (all, files[orders[o][i]]);
      merge (all, files[orders[o][0]]);
      trail = trail_of (all, &world->action);
      g_assert_cmpuint (trail->steps->len, ==, 3);
      g_assert_cmpuint (trail->tellings->len, ==, 3);
      g_assert_cmpuint (trail->n_voices, ==, 0);
      g_assert_cmpuint (trail->n_withdrawn, ==, 1);
      /* The day is the same, and the third's was written later. */
      assert_is (all, &world->action, EAR_STATUS_CONSIDERING, TRUE);
      found = ear_bundle_digest (all, &error);
      g_assert_no_error (error);
      if (digest == NULL)
        digest = g_steal_pointer (&found);
      else
        g_assert_cmpstr (found, ==, digest);
    }
  for (guint i = 0; i < 3; i++)
    g_free (files[i]);
}

static EarId
log_activity (World *world, const char *project, const char *rung, const char *day, gint64 people)
{
  g_autoptr (EarRecord) record = ear_record_new (EAR_KIND_COPRODUCTION);
  g_autoptr (GError) error = NULL;

  ear_record_set (record, EAR_COPRODUCTION_TITLE, "An afternoon together");
  ear_record_set (record, EAR_COPRODUCTION_PROJECT, project);
  ear_record_set (record, EAR_COPRODUCTION_RUNG, rung);
  ear_record_set (record, EAR_COPRODUCTION_HAPPENED, day);
  ear_action_put (world->store, record, NULL, &error);
  g_assert_no_error (error);
  ear_coproduction_set_group (world->store, &record->id, &world->group, TRUE, people, NULL, &error);
  g_assert_no_error (error);
  return record->id;
}

static void
test_ladder (World *world, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) rows = NULL, logged = NULL, left = NULL;
  g_autoptr (GError) error = NULL;
  const EarLadderRow *row;
  EarId late = log_activity (world, "Calls", "co-design", "2026-05-01", 4);

  log_activity (world, "Calls", "informing", "2026-01-01", -1);
  log_activity (world, "Calls", "co-production", "2026-03-01", 2);
  log_activity (world, NULL, NULL, "2026-03-02", 1);
  rows = ear_coproduction_ladder (world->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  row = rows->pdata[0];
  g_assert_cmpstr (row->group, ==, "Carers");
  g_assert_cmpuint (row->n_activities, ==, 3);
  g_assert_cmpint (row->first, ==, 2);
  g_assert_cmpint (row->latest, ==, 5);
  g_assert_cmpint (row->highest, ==, 6);
  g_assert_cmpint (((EarLadderRow *) rows->pdata[1])->latest, ==, -1);
  logged = ear_coproduction_list (world->store, &(EarCoproductionFilter) { .group = &world->group, .project = "Calls" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (logged->len, ==, 3);
  g_assert_cmpstr (((EarCoproductionRow *) logged->pdata[0])->groups, ==, "Carers 4");
  g_assert_cmpint (((EarCoproductionRow *) logged->pdata[2])->people, ==, -1);
  ear_coproduction_set_group (world->store, &late, &world->group, FALSE, -1, NULL, &error);
  left = ear_coproduction_list (world->store, &(EarCoproductionFilter) { .group = &world->group, .project = "Calls" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/capture/action/" name, World, NULL, set_up, func, tear_down)
  ADD ("steps", test_steps);
  ADD ("refused", test_refused);
  ADD ("trail", test_trail);
  ADD ("filters", test_filters);
  ADD ("unanswered", test_unanswered);
  ADD ("undated", test_undated);
  ADD ("told", test_told);
  ADD ("taken-back", test_taken_back);
  ADD ("withdrawn", test_withdrawn);
  ADD ("merged", test_merged);
  ADD ("ladder", test_ladder);
  return g_test_run ();
}
