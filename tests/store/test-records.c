/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in a workbook: written, read, edited, deleted, erased; and the model's fields held to the tables. */
#include "ear-test.h"

static void
test_put_and_get (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "Carers' coffee morning");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "  I tell my story\r\nagain  ");
  g_autoptr (EarRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  back = ear_store_get (store, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ear_record_get (back, EAR_CONTRIBUTION_TEXT), ==, "I tell my story\nagain");
  g_assert_true (ear_record_same_state (voice, back));
  g_assert_cmpint (ear_record_get_integer (back, EAR_CONTRIBUTION_POSITION), ==, -1);
}

static void
test_edit_keeps_history (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;

  ear_record_set (session, EAR_SESSION_TITLE, "Two");
  g_assert_true (ear_store_put (store, session, &error));
  ear_record_set (session, EAR_SESSION_TITLE, NULL);
  g_assert_true (ear_store_put (store, session, &error));
  ear_record_set (session, EAR_SESSION_TITLE, "Three");
  g_assert_true (ear_store_put (store, session, &error));

  history = ear_store_history (store, EAR_KIND_SESSION, &session->id, EAR_SESSION_TITLE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 3);
  g_assert_null (((EarVersion *) history->pdata[0])->value);
  g_assert_cmpstr (((EarVersion *) history->pdata[1])->value, ==, "Two");
  g_assert_cmpstr (((EarVersion *) history->pdata[2])->value, ==, "One");
}

static void
test_reopen_after_edits (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  ear_record_set (session, EAR_SESSION_VENUE, "Library");
  g_assert_true (ear_store_put (store, session, &error));
  ear_record_set (session, EAR_SESSION_VENUE, NULL);
  g_assert_true (ear_store_put (store, session, &error));
  g_clear_pointer (&store, ear_store_close);

  store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  back = ear_store_get (store, EAR_KIND_SESSION, &session->id, &error);
  g_assert_true (ear_record_same_state (session, back));
}

static void
test_delete_and_restore (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_store_set_deleted (store, EAR_KIND_SESSION, &session->id, TRUE, &error));
  back = ear_store_get (store, EAR_KIND_SESSION, &session->id, &error);
  g_assert_true (ear_record_is_deleted (back));
  g_assert_cmpstr (ear_record_get (back, EAR_SESSION_TITLE), ==, "One");
  g_clear_pointer (&back, ear_record_free);

  g_assert_true (ear_store_set_deleted (store, EAR_KIND_SESSION, &session->id, FALSE, &error));
  back = ear_store_get (store, EAR_KIND_SESSION, &session->id, &error);
  g_assert_false (ear_record_is_deleted (back));
}

static gint64
count (EarStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) statement = ear_store_query (store, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ear_statement_step (statement, &error), ==, EAR_STEP_ROW);
  return ear_statement_get_integer (statement, 0);
}

static void
test_erase_leaves_only_the_id (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "quokka words");
  g_autoptr (EarRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "quokka words again");
  g_assert_true (ear_store_put (store, voice, &error));
  g_assert_cmpint (count (store, "SELECT count (*) FROM voices_search ('quokka')"), ==, 1);

  g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
  g_assert_no_error (error);
  back = ear_store_get (store, EAR_KIND_CONTRIBUTION, &voice->id, &error);
  g_assert_true (back->erased);
  g_assert_null (ear_record_get (back, EAR_CONTRIBUTION_TEXT));
  g_assert_cmpint (count (store, "SELECT count (*) FROM voices_search ('quokka')"), ==, 0);
  g_assert_cmpint (count (store, "SELECT count (*) FROM history WHERE value LIKE '%quokka%'"), ==, 0);

  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "quokka back");
  g_assert_true (ear_store_put (store, voice, &error) == FALSE || voice->erased);
}

static void
test_blind_edit_beside_a_merge (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) theirs = ear_record_copy (session);
  g_autoptr (GError) error = NULL;
  EarStamp stamp = { session->fields[EAR_FIELD_DELETED].shown.stamp.clock + (5 << 16), ear_id_new () };
  EarOutcome outcome;
  gboolean conflict;

  /* They saw "One" and wrote "Theirs"; meanwhile a dialog of ours still holds "One". */
  ear_record_set (theirs, EAR_SESSION_TITLE, "Theirs");
  ear_record_stamp (theirs, &stamp);
  g_assert_true (ear_store_begin (store, &error));
  g_assert_true (ear_store_join (store, theirs, &outcome, &conflict, &error));
  g_assert_true (ear_store_commit (store, &error));
  g_assert_cmpint (outcome, ==, EAR_OUTCOME_UPDATED);
  g_assert_false (conflict);

  ear_record_set (session, EAR_SESSION_TITLE, "Ours");
  g_assert_true (ear_store_put (store, session, &error));
  g_assert_cmpstr (ear_record_get (session, EAR_SESSION_TITLE), ==, "Ours");
  g_assert_true (ear_field_in_conflict (&session->fields[EAR_SESSION_TITLE]));

  /* Deciding for one of them is an edit that saw both. */
  ear_record_set (session, EAR_SESSION_TITLE, "Both");
  g_assert_true (ear_store_put (store, session, &error));
  g_assert_false (ear_field_in_conflict (&session->fields[EAR_SESSION_TITLE]));
}

static void
test_link_written_afresh (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  EarId group = ear_id_new ();
  EarId id = ear_id_derive_link ("session-group", &session->id, &group);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (EarRecord) link = ear_record_new_with_id (EAR_KIND_SESSION_GROUP, &id);

      ear_record_set_id (link, EAR_SESSION_GROUP_SESSION, &session->id);
      ear_record_set_id (link, EAR_SESSION_GROUP_GROUP, &group);
      ear_record_set_integer (link, EAR_SESSION_GROUP_PEOPLE, i + 3);
      g_assert_true (ear_store_put (store, link, &error));
      g_assert_cmpint (ear_record_get_integer (link, EAR_SESSION_GROUP_PEOPLE), ==, i + 3);
      g_assert_cmpint (count (store, "SELECT count (*) FROM session_groups WHERE state = 0"), ==, 1);
      g_assert_true (ear_store_set_deleted (store, EAR_KIND_SESSION_GROUP, &id, TRUE, &error));
      g_assert_cmpint (count (store, "SELECT count (*) FROM session_groups WHERE state = 0"), ==, 0);
    }
  g_assert_cmpint (count (store, "SELECT count (*) FROM field_versions WHERE shown = 0"), ==, 0);
}

static void
test_refused_values (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);
  g_autoptr (GError) error = NULL;

  g_assert_false (ear_store_put (store, theme, &error));
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, "ear-model-error-quark");
  g_clear_error (&error);
  ear_record_set (theme, EAR_THEME_NAME, "Trust");
  ear_record_set (theme, EAR_THEME_NATURE, "nonsense");
  g_assert_false (ear_store_put (store, theme, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (count (store, "SELECT count (*) FROM themes"), ==, 0);
}

static EarRecord *
put_theme (EarStore *store, const char *name, const EarRecord *parent)
{
  g_autoptr (GError) error = NULL;
  EarRecord *theme = ear_record_new (EAR_KIND_THEME);

  ear_record_set (theme, EAR_THEME_NAME, name);
  if (parent != NULL)
    ear_record_set_id (theme, EAR_THEME_PARENT, &parent->id);
  ear_store_put (store, theme, &error);
  g_assert_no_error (error);
  return theme;
}

static void
test_cycle_is_broken (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) a = put_theme (store, "a", NULL);
  g_autoptr (EarRecord) b = put_theme (store, "b", a);
  g_autoptr (EarRecord) c = put_theme (store, "c", b);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (count (store, "SELECT count (*) FROM ancestry WHERE record_table = 'themes'"), ==, 6);
  /* As another device's blind move would, once merged. */
  ear_record_set_id (a, EAR_THEME_PARENT, &c->id);
  g_assert_true (ear_store_put (store, a, &error));
  g_assert_cmpint (count (store, "SELECT count (*) FROM ancestry WHERE record_table = 'themes'"), ==, 6);
  g_assert_cmpint (count (store, "SELECT count (*) FROM ancestry a JOIN themes t ON t.n = a.node "
                                 "WHERE a.record_table = 'themes' AND t.name = 'a' AND a.depth > 0"), ==, 0);
  /* A deleted node in the middle hands its children to the one above. */
  g_assert_true (ear_store_set_deleted (store, EAR_KIND_THEME, &b->id, TRUE, &error));
  g_assert_cmpint (count (store, "SELECT count (*) FROM ancestry WHERE record_table = 'themes'"), ==, 3);
}

static void
test_nested_transactions (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_store_begin (store, &error));
  {
    g_autoptr (EarRecord) session = ear_test_session (store, "In a transaction");

    g_assert_cmpint (count (store, "SELECT count (*) FROM sessions"), ==, 1);
  }
  ear_store_rollback (store);
  g_assert_cmpint (count (store, "SELECT count (*) FROM sessions"), ==, 0);

  g_assert_true (ear_store_begin (store, &error));
  g_assert_true (ear_store_begin (store, &error));
  {
    g_autoptr (EarRecord) session = ear_test_session (store, "Inner");
  }
  ear_store_rollback (store);
  g_assert_false (ear_store_commit (store, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (count (store, "SELECT count (*) FROM sessions"), ==, 0);
}

static void
test_tables_follow_the_model (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "a");

  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      const EarKindInfo *info = ear_kind_info ((EarKind) kind);
      g_autofree char *sql = g_strdup_printf ("SELECT name, type FROM pragma_table_info ('%s') ORDER BY cid", info->table);
      g_autoptr (GError) error = NULL;
      g_autoptr (EarStatement) columns = ear_store_query (store, sql, &error);

      g_assert_no_error (error);
      for (int i = 0; i < 7; i++)
        g_assert_cmpint (ear_statement_step (columns, &error), ==, EAR_STEP_ROW);
      for (guint i = 1; i < info->n_fields; i++)
        {
          g_autofree char *name = g_strdelimit (g_strdup (info->fields[i].name), "-", '_');
          EarType type = info->fields[i].type;
          gboolean number = type == EAR_TYPE_INTEGER || type == EAR_TYPE_BOOLEAN || type == EAR_TYPE_REFERENCE;

          g_assert_cmpint (ear_statement_step (columns, &error), ==, EAR_STEP_ROW);
          g_assert_cmpstr (ear_statement_get_text (columns, 0), ==, name);
          g_assert_cmpstr (ear_statement_get_text (columns, 1), ==, number ? "INTEGER" : "TEXT");
        }
      g_assert_cmpint (ear_statement_step (columns, &error), ==, EAR_STEP_DONE);
    }
}

static gint64
changed (EarStore *store, const EarRecord *record)
{
  g_autofree char *id = ear_id_to_string (&record->id);
  g_autofree char *sql = g_strdup_printf ("SELECT changed FROM %s WHERE hex (id) = upper (replace ('%s', '-', ''))",
                                          ear_kind_info (record->kind)->table, id);

  return count (store, sql);
}

/* Each transaction that changes records has the next number, and its records bear it; what is taken back, what
 * changes nothing and what is only mentioned has none. */
static void
test_changes_are_numbered (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "a");
  g_autoptr (EarStore) store = ear_test_store (folder, "a");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "Words");
  g_autoptr (EarRecord) place = ear_record_new (EAR_KIND_PLACE);
  g_autoptr (GError) error = NULL;
  gint64 before = ear_store_get_sequence (store);

  g_assert_cmpint (changed (store, voice), ==, before);
  g_assert_cmpint (changed (store, session), ==, before - 1);
  g_assert_true (ear_store_put (store, session, &error));
  g_assert_cmpint (ear_store_get_sequence (store), ==, before);

  g_assert_true (ear_store_begin (store, &error));
  ear_record_set (session, EAR_SESSION_TITLE, "Taken back");
  g_assert_true (ear_store_put (store, session, &error));
  ear_store_rollback (store);
  g_assert_cmpint (ear_store_get_sequence (store), ==, before);
  g_clear_pointer (&store, ear_store_close);

  store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ear_store_get_sequence (store), ==, before);
  ear_record_set_id (voice, EAR_CONTRIBUTION_PLACE, &place->id);
  g_assert_true (ear_store_put (store, voice, &error));
  g_assert_cmpint (changed (store, voice), ==, before + 1);
  g_assert_cmpint (changed (store, place), ==, 0);
  g_assert_cmpint (changed (store, session), ==, before - 1);

  g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
  g_assert_cmpint (changed (store, voice), ==, before + 2);
  g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
  g_assert_cmpint (ear_store_get_sequence (store), ==, before + 2);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/records/put-and-get", test_put_and_get);
  g_test_add_func ("/store/records/edit-keeps-history", test_edit_keeps_history);
  g_test_add_func ("/store/records/reopen-after-edits", test_reopen_after_edits);
  g_test_add_func ("/store/records/delete-and-restore", test_delete_and_restore);
  g_test_add_func ("/store/records/erase-leaves-only-the-id", test_erase_leaves_only_the_id);
  g_test_add_func ("/store/records/blind-edit-beside-a-merge", test_blind_edit_beside_a_merge);
  g_test_add_func ("/store/records/link-written-afresh", test_link_written_afresh);
  g_test_add_func ("/store/records/refused-values", test_refused_values);
  g_test_add_func ("/store/records/cycle-is-broken", test_cycle_is_broken);
  g_test_add_func ("/store/records/nested-transactions", test_nested_transactions);
  g_test_add_func ("/store/records/changes-are-numbered", test_changes_are_numbered);
  g_test_add_func ("/store/records/tables-follow-the-model", test_tables_follow_the_model);
  return g_test_run ();
}
