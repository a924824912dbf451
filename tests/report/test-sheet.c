/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feedback sheet: one page, plain, in the group's language where the text was given in it, no word that may not be quoted and
 * no number of people. And what the annual report says of actions. */
#include <string.h>

#include "ear-document.h"
#include "ear-feedback-sheet.h"
#include "report-support.h"

#define N_ACTIONS 40

typedef struct
{
  World *world;
  EarId group, other, session;
} Setting;

static EarId
make_named (World *world, EarKind kind, guint field, const char *name)
{
  EarRecord *record = ear_record_new (kind);

  ear_record_set (record, field, name);
  return world_put (world, record);
}

static void
join_two (World *world, EarKind kind, const EarId *one, const EarId *other)
{
  EarRecord *record = ear_record_new (kind);

  ear_record_set_id (record, 1, one);
  ear_record_set_id (record, 2, other);
  world_put (world, record);
}

static void
say (Setting *setting, const EarId *group, const char *text, const char *permission, const char *original, const char *theme)
{
  EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);
  EarId id, named;

  ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &setting->session);
  ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text);
  ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, permission);
  ear_record_set (voice, EAR_CONTRIBUTION_ORIGINAL, original);
  ear_record_set (voice, EAR_CONTRIBUTION_ORIGINAL_LANGUAGE, original == NULL ? NULL : "bn");
  id = world_put (setting->world, voice);
  join_two (setting->world, EAR_KIND_CONTRIBUTION_GROUP, &id, group);
  named = make_named (setting->world, EAR_KIND_THEME, EAR_THEME_NAME, theme);
  join_two (setting->world, EAR_KIND_CODING, &id, &named);
}

static EarId
act (Setting *setting, const EarId *group, const char *title, const char *status, const char *answer, const char *translated)
{
  EarRecord *step = ear_record_new (EAR_KIND_ACTION_STEP);
  EarId action = make_named (setting->world, EAR_KIND_ACTION, EAR_ACTION_TITLE, title);

  join_two (setting->world, EAR_KIND_ACTION_GROUP, &action, group);
  ear_record_set_id (step, EAR_ACTION_STEP_ACTION, &action);
  ear_record_set (step, EAR_ACTION_STEP_STATUS, status);
  ear_record_set (step, EAR_ACTION_STEP_HAPPENED, "2026-05-01");
  ear_record_set (step, EAR_ACTION_STEP_ANSWER, answer);
  ear_record_set (step, EAR_ACTION_STEP_TRANSLATED, translated);
  ear_record_set (step, EAR_ACTION_STEP_TRANSLATED_LANGUAGE, translated == NULL ? NULL : "bn");
  world_put (setting->world, step);
  return action;
}

static void
set_up (Setting *setting, gconstpointer data G_GNUC_UNUSED)
{
  EarRecord *session = ear_record_new (EAR_KIND_SESSION);

  setting->world = world_new_empty ();
  setting->group = make_named (setting->world, EAR_KIND_GROUP, EAR_GROUP_NAME, "Bangladeshi women");
  setting->other = make_named (setting->world, EAR_KIND_GROUP, EAR_GROUP_NAME, "African men");
  ear_record_set (session, EAR_SESSION_TITLE, "A secret title");
  setting->session = world_put (setting->world, session);
  say (setting, &setting->group, "Nobody asked how I am", "quote", BENGALI_WORDS, "Being asked");
  say (setting, &setting->group, "Paraphrase secret", "paraphrase", NULL, "Told in other words");
  say (setting, &setting->group, "Count secret", "count", NULL, "Count secret theme");
  say (setting, &setting->group, "Internal secret", "internal", NULL, "Internal secret theme");
  say (setting, &setting->other, "Other secret", "quote", NULL, "Other secret theme");
}

static void
tear_down (Setting *setting, gconstpointer data G_GNUC_UNUSED)
{
  world_free (setting->world);
}

static EarDocument *
sheet (Setting *setting, const EarId *group)
{
  g_autoptr (GError) error = NULL;
  EarSheetOptions options = { .group = group, .organisation = "Our Healthwatch" };
  EarDocument *document = ear_feedback_sheet (setting->world->store, &options, &error);

  g_assert_no_error (error);
  return document;
}

static char *
html_of (const EarDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ear_html_write (document, &error);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_no_error (error);
  return g_strndup (data, size);
}

static void
test_words (Setting *setting, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EarDocument) document = NULL;
  g_autofree char *html = NULL;

  act (setting, &setting->group, "Interpreters are booked", "done", "Two surgeries do it.", BENGALI_WORDS " আজ");
  act (setting, &setting->group, "A bus at night", "will-not-do", "There is no driver.", NULL);
  act (setting, &setting->group, "A leaflet", "agreed", NULL, NULL);
  act (setting, &setting->other, "Other secret action", "done", NULL, NULL);
  document = sheet (setting, &setting->group);
  html = html_of (document);
  g_assert_true (document->large_print);
  g_assert_null (strstr (html, "secret"));
  g_assert_null (strstr (html, "Nobody asked"));
  g_assert_nonnull (strstr (html, "<li lang=\"bn\" dir=\"ltr\">“" BENGALI_WORDS "”</li>"));
  g_assert_nonnull (strstr (html, "<li lang=\"bn\" dir=\"ltr\">" BENGALI_WORDS " আজ</li>"));
  g_assert_nonnull (strstr (html, "Told in other words"));
  g_assert_nonnull (strstr (html, "A bus at night. There is no driver."));
  g_assert_nonnull (strstr (html, "A leaflet. Agreed."));
  g_assert_nonnull (strstr (html, "Ask Our Healthwatch."));
  g_assert_null (strstr (html, "There is more"));
}

static void
assert_one_page (Setting *setting, EarDocument *document)
{
  g_autofree char *path = g_build_filename (setting->world->folder, "sheet.pdf", NULL), *facts = NULL;
  const char *arguments[] = { "pdfinfo", path, NULL };
  const char *pages;

  g_assert_true (ear_report_write (document, EAR_REPORT_PDF, path, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &facts, NULL, NULL, NULL));
  pages = strstr (facts, "Pages:");
  g_assert_nonnull (pages);
  g_assert_cmpint (g_ascii_strtoll (pages + strlen ("Pages:"), NULL, 10), ==, 1);
}

/* However much there is, it stays on its page, says that there is more, and keeps what will not be done with its reason. */
static void
test_one_page (Setting *setting, gconstpointer data)
{
  static const char *const statuses[] = { "done", "under-way", "agreed", "heard" };
  const char *only = data;
  g_autoptr (EarDocument) document = NULL;
  g_autofree char *html = NULL;

  for (guint i = 0; i < N_ACTIONS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Something that was asked for and takes a whole line to say %u", i);

      act (setting, &setting->group, title, only != NULL ? only : statuses[i % G_N_ELEMENTS (statuses)],
           "It is told in a sentence that takes a line.", NULL);
      say (setting, &setting->group, title, "quote", NULL, title);
    }
  if (only == NULL)
    act (setting, &setting->group, "A bus at night", "will-not-do", "There is no driver.", NULL);
  document = sheet (setting, &setting->group);
  html = html_of (document);
  assert_one_page (setting, document);
  g_assert_nonnull (strstr (html, "There is more than fits on this page."));
  g_assert_nonnull (strstr (html, only == NULL ? "There is no driver." : "Nothing that you asked for was refused."));
}

static void
test_nothing (Setting *setting, gconstpointer data G_GNUC_UNUSED)
{
  EarId nobody = make_named (setting->world, EAR_KIND_GROUP, EAR_GROUP_NAME, "Nobody heard"), unknown = ear_id_new ();
  g_autoptr (EarDocument) document = sheet (setting, &nobody);
  g_autofree char *html = html_of (document);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (strstr (html, "Nothing is finished yet."));
  g_assert_null (ear_feedback_sheet (setting->world->store, &(EarSheetOptions) { .group = &unknown }, &error));
  g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN);
}

static void
test_report (Setting *setting, gconstpointer data G_GNUC_UNUSED)
{
  EarRecord *strategy = ear_record_new (EAR_KIND_STRATEGY), *item = ear_record_new (EAR_KIND_PRIORITY);
  EarId plan, priority, action;
  g_autofree char *path = NULL, *html = NULL;
  EarReportOptions options = { 0 };

  ear_record_set (strategy, EAR_STRATEGY_TITLE, "A plan");
  plan = world_put (setting->world, strategy);
  ear_record_set_id (item, EAR_PRIORITY_STRATEGY, &plan);
  ear_record_set (item, EAR_PRIORITY_LABEL, "Buses for all");
  ear_record_set (item, EAR_PRIORITY_NATURE, "goal");
  priority = world_put (setting->world, item);
  action = act (setting, &setting->group, "A bus at night", "will-not-do", "There is no driver.", NULL);
  join_two (setting->world, EAR_KIND_ACTION_PRIORITY, &action, &priority);
  world_reload (setting->world);
  options.strategy = &plan;
  path = report_write (setting->world, &options, "report.html");
  html = report_read (path, NULL);
  g_assert_nonnull (strstr (html, ">You said, we did</h2>"));
  g_assert_nonnull (strstr (html, "What was done, by priority of A plan"));
  g_assert_nonnull (strstr (html, "There is no driver."));
  g_assert_nonnull (strstr (html, "<li>Bangladeshi women</li>"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/report/sheet/" name, Setting, NULL, set_up, func, tear_down)
  ADD ("words", test_words);
  ADD ("one-page", test_one_page);
  /* With three sections of which there is nothing to say. */
  g_test_add ("/report/sheet/all-under-way", Setting, "under-way", set_up, test_one_page, tear_down);
  ADD ("nothing", test_nothing);
  ADD ("report", test_report);
  return g_test_run ();
}
