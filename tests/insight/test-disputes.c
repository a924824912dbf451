/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept for counting follows disputes about permission, which change no row of the voice that they are about: they begin
 * with a merge, end with a decision, and hang on speakers and sessions that only a waiting value names. */
#include "ear-cube.h"
#include "ear-terms.h"
#include "ear-test.h"

typedef struct
{
  EarTestFolder folder;
  EarStore *ours, *theirs;
  EarRecord *session;
  EarId voice, speaker, other_speaker, other_session;
} Laptops;

static gboolean
join_cb (const EarRecord *record, gpointer store, GError **error)
{
  EarOutcome outcome;
  gboolean conflict;

  return ear_store_join (store, record, &outcome, &conflict, error);
}

static void
tell (EarStore *from, EarStore *to)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_store_begin (to, &error));
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      ear_store_foreach (from, (EarKind) kind, join_cb, to, &error);
      g_assert_no_error (error);
    }
  g_assert_true (ear_store_commit (to, &error));
}

static void
set (EarStore *store, EarKind kind, const EarId *id, guint field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, &error);

  g_assert_no_error (error);
  ear_record_set (record, field, value);
  g_assert_true (ear_store_put (store, record, &error));
}

static void
set_id (EarStore *store, EarKind kind, const EarId *id, guint field, const EarId *value)
{
  g_autofree char *text = ear_id_to_string (value);

  set (store, kind, id, field, text);
}

static EarId
put_new (EarStore *store, EarKind kind, guint field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) record = ear_record_new (kind);

  ear_record_set (record, field, value);
  g_assert_true (ear_store_put (store, record, &error));
  return record->id;
}

static Laptops *
laptops_new (void)
{
  Laptops *laptops = g_new0 (Laptops, 1);
  g_autoptr (EarRecord) voice = NULL;

  laptops->folder = ear_test_folder_new ();
  laptops->ours = ear_test_store (laptops->folder, "ours");
  laptops->theirs = ear_test_store (laptops->folder, "theirs");
  laptops->session = ear_test_session (laptops->ours, "Drop-in");
  voice = ear_test_voice (laptops->ours, laptops->session, "The bus never came");
  laptops->voice = voice->id;
  laptops->speaker = put_new (laptops->ours, EAR_KIND_PARTICIPANT, EAR_PARTICIPANT_LABEL, "P1");
  laptops->other_speaker = put_new (laptops->ours, EAR_KIND_PARTICIPANT, EAR_PARTICIPANT_LABEL, "P2");
  laptops->other_session = put_new (laptops->ours, EAR_KIND_SESSION, EAR_SESSION_TITLE, "Another drop-in");
  tell (laptops->ours, laptops->theirs);
  return laptops;
}

static void
laptops_free (Laptops *laptops)
{
  ear_record_free (laptops->session);
  ear_store_close (laptops->ours);
  ear_store_close (laptops->theirs);
  ear_test_folder_remove (laptops->folder);
  g_free (laptops);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Laptops, laptops_free)

/* The one voice is counted under this permission; the count leaves the chunk behind. */
static void
expect (const Laptops *laptops, const char *permission)
{
  const EarSummaryRequest request = { .rows = EAR_DIMENSION_PERMISSION };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTable) table = ear_summary (laptops->ours, &request, &error);
  g_autoptr (EarStatement) kept = NULL;
  guint n = 0;

  g_assert_no_error (error);
  for (guint r = 0; r < table->rows->len; r++)
    {
      if (table->row_totals[r].contributions == 0)
        continue;
      g_assert_cmpstr (((EarHeading *) table->rows->pdata[r])->key, ==, permission);
      n += table->row_totals[r].contributions;
    }
  g_assert_cmpuint (n, ==, 1);
  kept = ear_store_query (laptops->ours, "SELECT count (*) FROM voice_chunks", &error);
  g_assert_cmpint (ear_statement_step (kept, &error), ==, EAR_STEP_ROW);
  g_assert_cmpint (ear_statement_get_integer (kept, 0), ==, 1);
}

static void
test_own (void)
{
  g_autoptr (Laptops) laptops = laptops_new ();

  expect (laptops, "paraphrase");
  set (laptops->theirs, EAR_KIND_CONTRIBUTION, &laptops->voice, EAR_CONTRIBUTION_PERMISSION, "internal");
  set (laptops->ours, EAR_KIND_CONTRIBUTION, &laptops->voice, EAR_CONTRIBUTION_PERMISSION, "quote");
  expect (laptops, "quote");
  tell (laptops->theirs, laptops->ours);
  expect (laptops, "internal");
  set (laptops->ours, EAR_KIND_CONTRIBUTION, &laptops->voice, EAR_CONTRIBUTION_PERMISSION, "count");
  expect (laptops, "count");
}

static void
test_speaker (void)
{
  g_autoptr (Laptops) laptops = laptops_new ();

  set_id (laptops->ours, EAR_KIND_CONTRIBUTION, &laptops->voice, EAR_CONTRIBUTION_PARTICIPANT, &laptops->speaker);
  tell (laptops->ours, laptops->theirs);
  set (laptops->theirs, EAR_KIND_PARTICIPANT, &laptops->speaker, EAR_PARTICIPANT_PERMISSION, "count");
  set (laptops->ours, EAR_KIND_PARTICIPANT, &laptops->speaker, EAR_PARTICIPANT_PERMISSION, "quote");
  expect (laptops, "quote");
  tell (laptops->theirs, laptops->ours);
  expect (laptops, "count");
  set (laptops->ours, EAR_KIND_PARTICIPANT, &laptops->speaker, EAR_PARTICIPANT_PERMISSION, "paraphrase");
  expect (laptops, "paraphrase");
}

/* The voice shows one speaker here; that of the other laptop waits, and what may be done with the words hangs on both. */
static void
test_rival_speaker (void)
{
  g_autoptr (Laptops) laptops = laptops_new ();

  set (laptops->ours, EAR_KIND_PARTICIPANT, &laptops->speaker, EAR_PARTICIPANT_PERMISSION, "quote");
  set (laptops->ours, EAR_KIND_PARTICIPANT, &laptops->other_speaker, EAR_PARTICIPANT_PERMISSION, "quote");
  tell (laptops->ours, laptops->theirs);
  set_id (laptops->theirs, EAR_KIND_CONTRIBUTION, &laptops->voice, EAR_CONTRIBUTION_PARTICIPANT, &laptops->other_speaker);
  set_id (laptops->ours, EAR_KIND_CONTRIBUTION, &laptops->voice, EAR_CONTRIBUTION_PARTICIPANT, &laptops->speaker);
  tell (laptops->theirs, laptops->ours);
  expect (laptops, "quote");
  set (laptops->theirs, EAR_KIND_PARTICIPANT, &laptops->other_speaker, EAR_PARTICIPANT_PERMISSION, "internal");
  tell (laptops->theirs, laptops->ours);
  expect (laptops, "internal");
  set (laptops->ours, EAR_KIND_PARTICIPANT, &laptops->other_speaker, EAR_PARTICIPANT_PERMISSION, "count");
  expect (laptops, "count");
}

static void
test_rival_session (void)
{
  g_autoptr (Laptops) laptops = laptops_new ();

  set (laptops->ours, EAR_KIND_SESSION, &laptops->session->id, EAR_SESSION_PERMISSION, "quote");
  set (laptops->ours, EAR_KIND_SESSION, &laptops->other_session, EAR_SESSION_PERMISSION, "quote");
  tell (laptops->ours, laptops->theirs);
  set_id (laptops->theirs, EAR_KIND_CONTRIBUTION, &laptops->voice, EAR_CONTRIBUTION_SESSION, &laptops->other_session);
  set_id (laptops->ours, EAR_KIND_CONTRIBUTION, &laptops->voice, EAR_CONTRIBUTION_SESSION, &laptops->session->id);
  tell (laptops->theirs, laptops->ours);
  expect (laptops, "quote");
  set (laptops->theirs, EAR_KIND_SESSION, &laptops->other_session, EAR_SESSION_PERMISSION, "internal");
  tell (laptops->theirs, laptops->ours);
  expect (laptops, "internal");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/disputes/own", test_own);
  g_test_add_func ("/insight/disputes/speaker", test_speaker);
  g_test_add_func ("/insight/disputes/rival-speaker", test_rival_speaker);
  g_test_add_func ("/insight/disputes/rival-session", test_rival_session);
  return g_test_run ();
}
