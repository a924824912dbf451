/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What consent lets out: nothing that is internal leaves, words that are only to be counted stay. */
#include <string.h>

#include "exchange-world.h"

static EarRecord *
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
  return record;
}

/* A voice with one coding, one group, and one action that came of it. */
static EarRecord *
voice (EarStore *store, const EarRecord *session, const char *text, const char *permission)
{
  EarRecord *contribution = ear_test_voice (store, session, text);
  g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  g_autoptr (EarRecord) action = ear_record_new (EAR_KIND_ACTION);
  g_autoptr (EarRecord) link = ear_record_new (EAR_KIND_ACTION_CONTRIBUTION);
  g_autofree char *memo = g_strdup_printf ("Memo on %s", text);

  ear_record_set (contribution, EAR_CONTRIBUTION_ORIGINAL, text);
  ear_record_set (contribution, EAR_CONTRIBUTION_PERMISSION, permission);
  ear_record_set (contribution, EAR_CONTRIBUTION_FEELING, "idea");
  put (store, contribution);
  ear_record_set (theme, EAR_THEME_NAME, "Theme");
  put (store, theme);
  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &contribution->id);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme->id);
  ear_record_set (coding, EAR_CODING_MEMO, memo);
  put (store, coding);
  ear_record_set (action, EAR_ACTION_TITLE, "Done");
  put (store, action);
  ear_record_set_id (link, EAR_ACTION_CONTRIBUTION_ACTION, &action->id);
  ear_record_set_id (link, EAR_ACTION_CONTRIBUTION_CONTRIBUTION, &contribution->id);
  put (store, link);
  return contribution;
}

static guint
occurrences (const char *text, const char *word)
{
  guint n = 0;

  for (const char *p = strstr (text, word); p != NULL; p = strstr (p + 1, word))
    n++;
  return n;
}

static void
assert_mentions (const char *bundle, const EarRecord *record, guint n)
{
  g_autofree char *id = ear_id_to_string (&record->id);

  g_assert_cmpuint (occurrences (bundle, id), ==, n);
}

static void
test_own_permission (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) quoted = voice (store, session, "quotable", "quote");
  g_autoptr (EarRecord) unsaid = voice (store, session, "unsaid", NULL);
  g_autoptr (EarRecord) counted = voice (store, session, "countable", "count");
  g_autoptr (EarRecord) internal = voice (store, session, "secret", "internal");
  g_autofree char *bundle = world_export (store);

  /* Its own element, its coding, and the link to its action. */
  assert_mentions (bundle, quoted, 3);
  assert_mentions (bundle, unsaid, 3);
  assert_mentions (bundle, counted, 3);
  /* That it was made internal after it was written down, and no more. */
  assert_mentions (bundle, internal, 1);
  g_assert_cmpuint (occurrences (bundle, "quotable"), ==, 3);
  g_assert_cmpuint (occurrences (bundle, "unsaid"), ==, 3);
  g_assert_cmpuint (occurrences (bundle, "countable"), ==, 0);
  g_assert_cmpuint (occurrences (bundle, "secret"), ==, 0);
  g_assert_cmpuint (occurrences (bundle, ">idea<"), ==, 3);
}

static void
test_inherited_permission (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) participant = ear_record_new (EAR_KIND_PARTICIPANT);
  g_autoptr (EarRecord) of_session = voice (store, session, "of session", NULL);
  g_autoptr (EarRecord) of_participant = voice (store, session, "of participant", NULL);
  g_autoptr (EarRecord) own = voice (store, session, "of its own", "quote");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  ear_record_set (participant, EAR_PARTICIPANT_LABEL, "P1");
  ear_record_set (participant, EAR_PARTICIPANT_PERMISSION, "quote");
  put (store, participant);
  ear_record_set_id (of_participant, EAR_CONTRIBUTION_PARTICIPANT, &participant->id);
  put (store, of_participant);
  world_set (store, EAR_KIND_SESSION, &session->id, EAR_SESSION_PERMISSION, "internal");
  first = world_export (store);
  assert_mentions (first, of_session, 0);
  assert_mentions (first, of_participant, 3);
  assert_mentions (first, own, 3);

  world_set (store, EAR_KIND_PARTICIPANT, &participant->id, EAR_PARTICIPANT_PERMISSION, "count");
  second = world_export (store);
  assert_mentions (second, of_participant, 3);
  g_assert_cmpuint (occurrences (second, "of participant"), ==, 0);
  g_assert_cmpuint (occurrences (second, "of its own"), ==, 3);
}

/* The authors are those of what leaves, so that two workbooks with the same published records number them alike. */
static void
test_authors_of_what_leaves (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) heard = ear_test_voice (a, session, "heard");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  world_merge (b, a, NULL);
  world_set (a, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, "Two");
  world_merge (b, a, NULL);
  before = world_export (a);
  g_assert_cmpuint (occurrences (before, "<author"), ==, 1);
  /* b's words on the voice go to a and no further, since they are to be counted only. */
  world_set (b, EAR_KIND_CONTRIBUTION, &heard->id, EAR_CONTRIBUTION_TEXT, "heard by b");
  world_merge (a, b, NULL);
  world_set (a, EAR_KIND_CONTRIBUTION, &heard->id, EAR_CONTRIBUTION_PERMISSION, "count");
  ear_store_set_deleted (a, EAR_KIND_DEVICE, &EAR_ID_NONE, TRUE, NULL);
  after = world_export (a);
  g_assert_cmpuint (occurrences (after, "heard"), ==, 0);
  g_assert_cmpuint (occurrences (after, "<author"), ==, 2); /* b's device record came along */
  g_assert_cmpuint (occurrences (after, "by=\"2\"") + occurrences (after, "by=\"1\""), >, 0);
}

static void
test_withheld_then_given (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) counted = voice (a, session, "countable", "count");
  g_autofree char *withheld = NULL;
  g_autofree char *given = NULL;

  world_merge (b, a, NULL);
  withheld = world_get (b, EAR_KIND_CONTRIBUTION, &counted->id, EAR_CONTRIBUTION_TEXT);
  g_assert_null (withheld);
  /* Merging back what was withheld takes nothing away. */
  world_merge (a, b, NULL);
  given = world_get (a, EAR_KIND_CONTRIBUTION, &counted->id, EAR_CONTRIBUTION_TEXT);
  g_assert_cmpstr (given, ==, "countable");
  g_clear_pointer (&given, g_free);

  world_set (a, EAR_KIND_CONTRIBUTION, &counted->id, EAR_CONTRIBUTION_PERMISSION, "quote");
  world_merge (b, a, NULL);
  given = world_get (b, EAR_KIND_CONTRIBUTION, &counted->id, EAR_CONTRIBUTION_TEXT);
  g_assert_cmpstr (given, ==, "countable");
  world_merge (a, b, NULL);
  world_assert_same (a, b);
}

/* What was internal from the start leaves no trace; links that somebody drew to it do not either. */
static void
test_internal_from_the_start (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) internal = ear_record_new (EAR_KIND_CONTRIBUTION);
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  g_autofree char *bundle = NULL;
  EarId theme = ear_id_new ();

  ear_record_set (internal, EAR_CONTRIBUTION_TEXT, "secret");
  ear_record_set (internal, EAR_CONTRIBUTION_PERMISSION, "internal");
  put (store, internal);
  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &internal->id);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme);
  ear_record_set (coding, EAR_CODING_MEMO, "secret");
  put (store, coding);
  bundle = world_export (store);
  assert_mentions (bundle, internal, 0);
  assert_mentions (bundle, coding, 0);
  g_assert_cmpuint (occurrences (bundle, "secret"), ==, 0);
}

static void
assert_no_words (EarStore *store, const char *word)
{
  g_autofree char *bundle = world_export (store);

  if (strstr (bundle, word) != NULL)
    g_error ("“%s” leaves the workbook:\n%s", word, bundle);
}

/* a's voice is with b already, in an older value too; then a is told that it may go no further. b hears that, and nothing
 * else of it; what b wrote about it stays at b; c, who never had it, counts no voice more. */
static void
test_taken_back (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarStore) c = ear_test_store (folder, "c");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) heard = voice (a, session, "former words", "quote");
  g_autofree char *told = NULL;
  g_autofree char *there = NULL;

  world_merge (b, a, NULL);
  world_set (b, EAR_KIND_CONTRIBUTION, &heard->id, EAR_CONTRIBUTION_TEXT, "words of b");
  world_set (a, EAR_KIND_CONTRIBUTION, &heard->id, EAR_CONTRIBUTION_TEXT, "words of a");
  world_merge (a, b, NULL);
  world_set (a, EAR_KIND_CONTRIBUTION, &heard->id, EAR_CONTRIBUTION_PERMISSION, "internal");
  told = world_export (a);
  g_assert_cmpuint (occurrences (told, "words"), ==, 0);
  assert_mentions (told, heard, 1);

  world_merge (b, a, NULL);
  there = world_get (b, EAR_KIND_CONTRIBUTION, &heard->id, EAR_CONTRIBUTION_PERMISSION);
  g_assert_cmpstr (there, ==, "internal");
  assert_no_words (b, "words");
  world_assert_same (a, b);
  world_merge (c, b, NULL);
  world_merge (a, c, NULL);
  world_merge (b, c, NULL);
  world_assert_same (a, c);
  world_assert_same (b, c);
  g_assert_cmpuint (world_count (c, "SELECT count (*) FROM voices"), ==, 0);
  g_assert_cmpuint (world_count (b, "SELECT count (*) FROM voices"), ==, 1);

  /* Consent is given again: all are told of it whole, whoever hears of it first. */
  world_set (a, EAR_KIND_CONTRIBUTION, &heard->id, EAR_CONTRIBUTION_PERMISSION, "quote");
  world_merge (c, a, NULL);
  world_merge (b, c, NULL);
  world_merge (a, b, NULL);
  world_assert_same (a, b);
  world_assert_same (a, c);
  g_assert_cmpuint (world_count (c, "SELECT count (*) FROM voices"), ==, 1);
}

/* A speaker's permission travels with the speaker, and holds at every exit of whoever hears of it. */
static void
test_speaker_takes_back (gconstpointer data)
{
  const char *permission = data;
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) a = ear_test_store (folder, "a");
  g_autoptr (EarStore) b = ear_test_store (folder, "b");
  g_autoptr (EarRecord) session = ear_test_session (a, "One");
  g_autoptr (EarRecord) speaker = ear_record_new (EAR_KIND_PARTICIPANT);
  g_autoptr (EarRecord) heard = voice (a, session, "former words", NULL);

  ear_record_set (speaker, EAR_PARTICIPANT_LABEL, "P1");
  ear_record_set (speaker, EAR_PARTICIPANT_PERMISSION, "quote");
  put (a, speaker);
  world_set (a, EAR_KIND_CONTRIBUTION, &heard->id, EAR_CONTRIBUTION_TEXT, "later words");
  {
    g_autoptr (EarRecord) again = ear_store_get (a, EAR_KIND_CONTRIBUTION, &heard->id, NULL);

    ear_record_set_id (again, EAR_CONTRIBUTION_PARTICIPANT, &speaker->id);
    put (a, again);
  }
  world_merge (b, a, NULL);
  world_set (a, EAR_KIND_PARTICIPANT, &speaker->id, EAR_PARTICIPANT_PERMISSION, permission);
  assert_no_words (a, "words");
  world_merge (b, a, NULL);
  assert_no_words (b, "words");
  world_merge (a, b, NULL);
  assert_no_words (a, "words");
  world_assert_same (a, b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/consent/own-permission", test_own_permission);
  g_test_add_func ("/exchange/consent/inherited-permission", test_inherited_permission);
  g_test_add_func ("/exchange/consent/authors-of-what-leaves", test_authors_of_what_leaves);
  g_test_add_func ("/exchange/consent/withheld-then-given", test_withheld_then_given);
  g_test_add_func ("/exchange/consent/internal-from-the-start", test_internal_from_the_start);
  g_test_add_func ("/exchange/consent/taken-back", test_taken_back);
  g_test_add_data_func ("/exchange/consent/speaker-takes-back-to-count", "count", test_speaker_takes_back);
  g_test_add_data_func ("/exchange/consent/speaker-takes-back-to-internal", "internal", test_speaker_takes_back);
  return g_test_run ();
}
