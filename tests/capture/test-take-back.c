/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done while people talk can be taken back and done again, in any order of changes, to the letter; and what somebody
 * else changed meanwhile stays. */
#include "ear-coding-work.h"
#include "ear-mapping-work.h"
#include "ear-occasion-work.h"
#include "ear-paste-work.h"
#include "ear-person-work.h"
#include "ear-test.h"
#include "ear-voice-work.h"

#define N_THEMES 3
#define N_STEPS 30

typedef struct
{
  EarTestFolder folder;
  EarStore *store;
  EarId session;
  GPtrArray *themes; /* EarTreeRow */
  EarId priority;
} World;

static void
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

static void
add_priority (World *world)
{
  g_autoptr (EarRecord) strategy = ear_record_new (EAR_KIND_STRATEGY);
  g_autoptr (EarRecord) priority = ear_record_new (EAR_KIND_PRIORITY);

  ear_record_set (strategy, EAR_STRATEGY_TITLE, "A plan");
  put (world->store, strategy);
  ear_record_set_id (priority, EAR_PRIORITY_STRATEGY, &strategy->id);
  ear_record_set (priority, EAR_PRIORITY_LABEL, "Buses that come");
  put (world->store, priority);
  world->priority = priority->id;
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  world->folder = ear_test_folder_new ();
  world->store = ear_test_store (world->folder, "book");
  world->session = ear_id_new ();
  world->themes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  for (guint i = 0; i < N_THEMES; i++)
    {
      g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);
      EarTreeRow *row = g_new0 (EarTreeRow, 1);

      row->name = g_strdup_printf ("theme-%u", i);
      row->id = theme->id;
      ear_record_set (theme, EAR_THEME_NAME, row->name);
      put (world->store, theme);
      g_ptr_array_add (world->themes, row);
    }
  add_priority (world);
  return world;
}

static void
world_free (World *world)
{
  g_ptr_array_unref (world->themes);
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static gboolean
write_record (const EarRecord *record, gpointer data, GError **error G_GNUC_UNUSED)
{
  GString *text = data;
  char id[EAR_ID_TEXT_SIZE];

  if (record->fields[EAR_FIELD_DELETED].shown.stamp.clock == 0 || ear_record_is_deleted (record))
    return TRUE;
  g_string_append_printf (text, "%s %s", ear_kind_info (record->kind)->name, ear_id_format (&record->id, id));
  for (guint i = 1; i < ear_kind_info (record->kind)->n_fields; i++)
    g_string_append_printf (text, "|%s", ear_record_get (record, i) == NULL ? "" : ear_record_get (record, i));
  g_string_append_c (text, '\n');
  return TRUE;
}

/* All that shows. Stamps are left out: taking back is an edit, that other laptops must learn of. */
static char *
state_of (World *world)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (EarKind kind = 0; kind < EAR_N_KINDS; kind++)
    ear_store_foreach (world->store, kind, write_record, text, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static EarSessionView *
view_of (World *world)
{
  g_autoptr (GError) error = NULL;
  EarSessionView *view = ear_session_view_load (world->store, &world->session, &error);

  g_assert_no_error (error);
  return view;
}

static EarTakeBack *
write_line (World *world, const EarSessionView *view, const EarId *id, const char *line, EarRecord *changing)
{
  g_autoptr (EarVoiceWork) work = ear_voice_work_new (view->session, id, line, world->themes);
  g_autoptr (GError) error = NULL;
  EarTakeBack *change;

  work->voice = changing;
  work->before = ear_codebook_before_new ();
  change = ear_voice_work_job (world->store, work, NULL, &error);
  g_assert_no_error (error);
  return change;
}

static char *
random_line (GRand *random)
{
  static const char *const words[] = { "nobody", "asks", "how", "I am", "আমি ভালো", "the bus 🚌", "مرحبا", "e\u0301te\u0301" };
  static const char *const signs[] = { "", "+ ", "- ", "@P1 ", "@P2 ! ", "@table 3 ? ", "\"" };
  static const char *const ends[] = { "", " #theme-0", " #theme-1 #theme-2", " // at home", "\n|bn আমার", " #theme-1 // and" };
  g_autoptr (GString) line = g_string_new (signs[g_rand_int_range (random, 0, G_N_ELEMENTS (signs))]);
  int n = g_rand_int_range (random, 1, 7);

  for (int i = 0; i < n; i++)
    g_string_append_printf (line, "%s%s", i == 0 ? "" : " ", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
  g_string_append (line, ends[g_rand_int_range (random, 0, G_N_ELEMENTS (ends))]);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static EarTakeBack *
change_a_voice (World *world, const EarSessionView *view, const EarId *id, GRand *random)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVoiceLine) recalled = ear_voice_line_job (world->store, (gpointer) id, NULL, &error);
  g_autofree char *line = random_line (random);

  g_assert_no_error (error);
  return write_line (world, view, id, line, g_steal_pointer (&recalled->voice));
}

static EarTakeBack *
code_some_words (World *world, const EarId *id, GRand *random)
{
  g_autoptr (EarRecord) voice = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, id, NULL);
  const char *text = ear_record_get (voice, EAR_CONTRIBUTION_TEXT);
  const EarTreeRow *theme = world->themes->pdata[g_rand_int_range (random, 0, N_THEMES)];
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  EarSpan span = { 0, 0 };

  span.start = g_rand_int_range (random, 0, (int) g_utf8_strlen (text, -1));
  span.end = g_rand_int_range (random, (int) span.start, (int) g_utf8_strlen (text, -1)) + 1;
  if (!ear_coding_add (world->store, id, 1, &theme->id, &span, before, NULL))
    g_ptr_array_set_size (before, 0);
  return ear_take_back_new (world->store, before, NULL);
}

static EarTakeBack *
change_the_occasion (World *world, const EarSessionView *view, GRand *random)
{
  static const char *const values[] = { "one", "another", NULL };
  static const guint fields[] = { EAR_SESSION_TITLE, EAR_SESSION_VENUE, EAR_SESSION_ORGANISATION, 0 };
  g_autoptr (EarOccasionWork) work = ear_occasion_work_new (view->session);
  g_autoptr (GError) error = NULL;
  EarTakeBack *change;

  work->field = fields[g_rand_int_range (random, 0, G_N_ELEMENTS (fields))];
  work->by_name = work->field == EAR_SESSION_ORGANISATION;
  work->value = g_strdup (values[g_rand_int_range (random, 0, work->by_name || work->field == 0 ? 2 : 3)]);
  work->absent = g_rand_boolean (random);
  work->people = g_rand_int_range (random, -1, 3);
  work->before = ear_codebook_before_new ();
  change = ear_occasion_work_job (world->store, work, NULL, &error);
  g_assert_no_error (error);
  return change;
}

static EarTakeBack *
change_a_person (World *world, const EarSessionView *view, GRand *random)
{
  g_autoptr (EarRecord) next = ear_person_begin (view, g_rand_boolean (random));
  guint n = (guint) g_rand_int_range (random, 0, (int) view->people->len + 1);
  const EarRecord *person = n < view->people->len ? ((EarPerson *) view->people->pdata[n])->record : next;
  g_autoptr (EarPersonWork) work = ear_person_work_new (view->session, person);
  g_autoptr (GError) error = NULL;
  EarTakeBack *change;

  work->in_group = n < view->people->len && g_rand_boolean (random);
  work->group_name = g_strdup ("Carers");
  work->absent = g_rand_boolean (random);
  ear_record_set (work->person, EAR_PARTICIPANT_CODE_WORD, g_rand_boolean (random) ? "heron" : NULL);
  work->before = ear_codebook_before_new ();
  change = ear_person_work_job (world->store, work, NULL, &error);
  g_assert_no_error (error);
  return change;
}

static EarTakeBack *
delete_a_voice (World *world, const EarId *id)
{
  const EarDeletion deletion = { EAR_KIND_CONTRIBUTION, *id };
  g_autoptr (GError) error = NULL;
  EarTakeBack *change = ear_deletion_job (world->store, (gpointer) &deletion, NULL, &error);

  g_assert_no_error (error);
  return change;
}

/* A page of several voices, of which some bring their speaker and themes along. */
static EarTakeBack *
paste (World *world, const EarSessionView *view, GRand *random)
{
  g_autoptr (EarPasteWork) work = ear_paste_work_new ();
  g_autoptr (GError) error = NULL;
  EarTakeBack *change;
  int n = g_rand_int_range (random, 1, 4);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *line = random_line (random);
      EarId id = ear_id_new ();

      g_ptr_array_add (work->voices, ear_voice_work_new (view->session, &id, line, world->themes));
    }
  change = ear_paste_work_job (world->store, work, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (change->before->len, >=, (guint) n);
  return change;
}

/* A theme counts for a priority, for another reason, or no longer. */
static EarTakeBack *
map (World *world, GRand *random)
{
  const EarTreeRow *theme = world->themes->pdata[g_rand_int_range (random, 0, N_THEMES)];
  const char *reason = g_rand_boolean (random) ? "people said so" : NULL;
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  gboolean done = g_rand_boolean (random) ? ear_mapping_set (world->store, &theme->id, &world->priority, reason, before, NULL)
                                          : ear_mapping_unset (world->store, &theme->id, &world->priority, before, NULL);

  if (!done)
    g_ptr_array_set_size (before, 0);
  return ear_take_back_new (world->store, before, NULL);
}

static EarTakeBack *
do_something (World *world, GRand *random)
{
  g_autoptr (EarSessionView) view = view_of (world);
  const EarVoice *voice = view->voices->len == 0 ? NULL : view->voices->pdata[g_rand_int_range (random, 0, (int) view->voices->len)];
  g_autofree char *line = random_line (random);
  EarId id = ear_id_new ();
  int choice = g_rand_int_range (random, 0, 13);

  if (choice == 10)
    return paste (world, view, random);
  if (choice > 10)
    return map (world, random);
  if (choice < 2)
    return change_the_occasion (world, view, random);
  if (choice < 4)
    return change_a_person (world, view, random);
  if (voice == NULL || choice < 6)
    return write_line (world, view, &id, line, NULL);
  if (choice < 8)
    return change_a_voice (world, view, &voice->id, random);
  return choice == 8 && voice->text != NULL ? code_some_words (world, &voice->id, random) : delete_a_voice (world, &voice->id);
}

static void
test_random (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);
  g_autoptr (World) world = world_new ();
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_take_back_free);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  guint at = 0;

  g_test_message ("seed %u", seed);
  g_ptr_array_add (states, state_of (world));
  for (guint i = 0; i < 2 * N_STEPS; i++)
    {
      int choice = g_rand_int_range (random, 0, 5);
      g_autofree char *now = NULL;
      g_autoptr (GError) error = NULL;

      if (choice < 3)
        {
          g_ptr_array_set_size (steps, (int) at);
          g_ptr_array_set_size (states, (int) at + 1);
          g_ptr_array_add (steps, do_something (world, random));
          g_ptr_array_add (states, state_of (world));
          at++;
        }
      else if (choice == 3 && at > 0)
        ear_take_back_do (world->store, steps->pdata[--at], FALSE, &error);
      else if (choice == 4 && at < steps->len)
        ear_take_back_do (world->store, steps->pdata[at++], TRUE, &error);
      g_assert_no_error (error);
      now = state_of (world);
      g_assert_cmpstr (now, ==, states->pdata[at]);
    }
  g_assert_cmpuint (steps->len, >, 10);
  for (; at > 0; at--)
    {
      g_autofree char *now = NULL;

      g_assert_true (ear_take_back_do (world->store, steps->pdata[at - 1], FALSE, NULL));
      now = state_of (world);
      g_assert_cmpstr (now, ==, states->pdata[at - 1]);
    }
  for (; at < steps->len; at++)
    {
      g_autofree char *now = NULL;

      g_assert_true (ear_take_back_do (world->store, steps->pdata[at], TRUE, NULL));
      now = state_of (world);
      g_assert_cmpstr (now, ==, states->pdata[at + 1]);
    }
  g_rand_free (random);
}

/* A worry that somebody noted after the words were changed is not taken back with them. */
static void
test_meanwhile (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarSessionView) view = view_of (world);
  g_autoptr (EarTakeBack) added = NULL, changed = NULL;
  g_autoptr (EarVoiceLine) line = NULL;
  g_autoptr (EarRecord) voice = NULL, now = NULL;
  EarId id = ear_id_new ();

  added = write_line (world, view, &id, "@P1 - nobody asks", NULL);
  line = ear_voice_line_job (world->store, &id, NULL, NULL);
  changed = write_line (world, view, &id, "@P1 - nobody ever asks", g_steal_pointer (&line->voice));
  voice = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &id, NULL);
  ear_record_set (voice, EAR_CONTRIBUTION_SAFEGUARDING_NOTE, "worried");
  put (world->store, voice);
  g_assert_true (ear_take_back_do (world->store, changed, FALSE, NULL));
  now = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &id, NULL);
  g_assert_cmpstr (ear_record_get (now, EAR_CONTRIBUTION_TEXT), ==, "nobody asks");
  g_assert_cmpstr (ear_record_get (now, EAR_CONTRIBUTION_SAFEGUARDING_NOTE), ==, "worried");

  /* Words that somebody else wrote since stay, too. */
  ear_record_set (now, EAR_CONTRIBUTION_TEXT, "everybody asks");
  put (world->store, now);
  g_assert_true (ear_take_back_do (world->store, changed, TRUE, NULL));
  g_clear_pointer (&now, ear_record_free);
  now = ear_store_get (world->store, EAR_KIND_CONTRIBUTION, &id, NULL);
  g_assert_cmpstr (ear_record_get (now, EAR_CONTRIBUTION_TEXT), ==, "everybody asks");
}

static EarTakeBack *
count_theme (World *world, const char *reason, gboolean counts)
{
  const EarTreeRow *theme = world->themes->pdata[0];
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();
  g_autoptr (GError) error = NULL;
  EarTakeBack *change;

  if (counts)
    ear_mapping_set (world->store, &theme->id, &world->priority, reason, before, &error);
  else
    ear_mapping_unset (world->store, &theme->id, &world->priority, before, &error);
  g_assert_no_error (error);
  change = ear_take_back_new (world->store, before, &error);
  g_assert_no_error (error);
  return change;
}

/* What came back with other words than it was deleted with has the first ones again when both are taken back. */
static void
test_made_anew (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarTakeBack) made = count_theme (world, "people said so", TRUE);
  g_autofree char *at_first = state_of (world), *in_the_end = NULL, *again = NULL;
  g_autoptr (EarTakeBack) gone = count_theme (world, NULL, FALSE), back = count_theme (world, NULL, TRUE);
  g_autofree char *at_last = state_of (world);

  g_assert_true (ear_take_back_do (world->store, back, FALSE, NULL));
  g_assert_true (ear_take_back_do (world->store, gone, FALSE, NULL));
  in_the_end = state_of (world);
  g_assert_cmpstr (in_the_end, ==, at_first);
  g_assert_true (ear_take_back_do (world->store, gone, TRUE, NULL));
  g_assert_true (ear_take_back_do (world->store, back, TRUE, NULL));
  again = state_of (world);
  g_assert_cmpstr (again, ==, at_last);
}

/* Words that are saved as they are typed are one change. */
static void
test_join (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (EarTakeBack) whole = NULL;
  g_autoptr (EarSessionView) begun = view_of (world);
  g_autoptr (EarRecord) session = NULL;
  g_autoptr (EarTakeBack) added = NULL;
  EarId id = ear_id_new ();

  added = write_line (world, begun, &id, "nobody asks", NULL);
  g_assert_cmpuint (added->before->len, ==, 2);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const typed[] = { "Til", "Tilbury", "Tilbury Hub" };
      g_autoptr (EarSessionView) view = view_of (world);
      g_autoptr (EarOccasionWork) work = ear_occasion_work_new (view->session);
      g_autoptr (EarTakeBack) change = NULL;

      work->field = EAR_SESSION_VENUE;
      work->value = g_strdup (typed[i]);
      work->before = ear_codebook_before_new ();
      change = ear_occasion_work_job (world->store, work, NULL, NULL);
      if (i == 0)
        whole = g_steal_pointer (&change);
      else
        g_assert_true (ear_take_back_join (whole, change));
    }
  g_assert_false (ear_take_back_join (added, whole));
  g_assert_true (ear_take_back_do (world->store, whole, FALSE, NULL));
  session = ear_store_get (world->store, EAR_KIND_SESSION, &world->session, NULL);
  g_assert_null (ear_record_get (session, EAR_SESSION_VENUE));
  g_assert_true (ear_take_back_do (world->store, whole, TRUE, NULL));
  g_clear_pointer (&session, ear_record_free);
  session = ear_store_get (world->store, EAR_KIND_SESSION, &world->session, NULL);
  g_assert_cmpstr (ear_record_get (session, EAR_SESSION_VENUE), ==, "Tilbury Hub");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/take-back/random", test_random);
  g_test_add_func ("/take-back/meanwhile", test_meanwhile);
  g_test_add_func ("/take-back/made-anew", test_made_anew);
  g_test_add_func ("/take-back/join", test_join);
  return g_test_run ();
}
