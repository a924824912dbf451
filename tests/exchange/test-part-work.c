/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a part costs follows what is in it, not the workbook around it. Counted, not timed. */
#include "ear-sql-count.h"
#include "travel-world.h"

#define N_OWN 10
#define N_MORE 400
/* What is read of a voice that the part is not about: the index entries of its group and its coding, to find marks of what was erased. */
#define STEPS_EACH 10
#define STEPS_IN_ALL 15000
#define SQL_BYTES 40000 /* planning is most of what a part of a small workbook costs */

static void
add_voices (EarStore *store, const EarRecord *group, guint n)
{
  g_autoptr (EarRecord) session = ear_test_session (store, "A session");
  g_autoptr (EarRecord) speaker = ear_record_new (EAR_KIND_PARTICIPANT);
  g_autoptr (EarRecord) theme = ear_record_new (EAR_KIND_THEME);

  ear_record_set (speaker, EAR_PARTICIPANT_LABEL, "P1");
  world_put (store, speaker);
  ear_record_set (theme, EAR_THEME_NAME, "A theme");
  world_put (store, theme);
  world_link (store, EAR_KIND_PARTICIPANT_GROUP, EAR_PARTICIPANT_GROUP_PARTICIPANT, &speaker->id, EAR_PARTICIPANT_GROUP_GROUP, &group->id);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);

      ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session->id);
      ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &speaker->id);
      ear_record_set_integer (voice, EAR_CONTRIBUTION_POSITION, i + 1);
      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "said");
      world_put (store, voice);
      world_link (store, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_GROUP_GROUP,
                  &group->id);
      world_link (store, EAR_KIND_CODING, EAR_CODING_CONTRIBUTION, &voice->id, EAR_CODING_THEME, &theme->id);
    }
}

typedef struct
{
  char *folder;
  EarStore *store;
  EarRecord *session, *group, *others;
} Office;

static void
office_open (Office *office)
{
  office->folder = ear_test_folder_new ();
  office->store = ear_test_store (office->folder, "a");
  office->group = ear_record_new (EAR_KIND_GROUP);
  office->others = ear_record_new (EAR_KIND_GROUP);
  ear_record_set (office->group, EAR_GROUP_NAME, "Carers");
  world_put (office->store, office->group);
  ear_record_set (office->others, EAR_GROUP_NAME, "All the others");
  world_put (office->store, office->others);
  office->session = ear_test_session (office->store, "One");
  for (guint i = 0; i < N_OWN; i++)
    {
      g_autoptr (EarRecord) voice = ear_test_voice (office->store, office->session, "said");

      world_link (office->store, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id,
                  EAR_CONTRIBUTION_GROUP_GROUP, &office->group->id);
    }
}

static void
office_close (Office *office)
{
  ear_record_free (office->session);
  ear_record_free (office->group);
  ear_record_free (office->others);
  ear_store_close (office->store);
  ear_test_folder_remove (office->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Office, office_close)

static EarSqlCount
measure (Office *office, gboolean of_group)
{
  EarExportOptions options = {
    .sessions = &office->session->id, .n_sessions = !of_group, .groups = &office->group->id, .n_groups = of_group
  };
  EarSqlCount before = ear_sql_count ();
  g_autofree char *part = travel_export (office->store, &options);

  g_assert_cmpuint (travel_occurrences (part, "<text>said</text>"), ==, N_OWN);
  return ear_sql_count_since (before);
}

static void
test_workbook_around (gconstpointer data)
{
  gboolean of_group = GPOINTER_TO_INT (data);
  g_auto (Office) office = { 0 };
  EarSqlCount first, again, later;

  office_open (&office);
  add_voices (office.store, office.others, 100);
  first = measure (&office, of_group);
  again = measure (&office, of_group);
  g_assert_cmpuint (first.prepared, >, 0);
  g_assert_cmpuint (first.prepared, <, SQL_BYTES);
  g_assert_cmpuint (first.steps, >, N_OWN);
  g_assert_cmpuint (first.steps, <, STEPS_IN_ALL);
  /* What was planned once is kept. */
  g_assert_cmpuint (again.prepared, ==, 0);

  add_voices (office.store, office.others, N_MORE);
  later = measure (&office, of_group);
  g_test_message ("%" G_GUINT64_FORMAT " bytes of SQL, %" G_GUINT64_FORMAT " steps; with %d more voices %" G_GUINT64_FORMAT, first.prepared,
                  first.steps, N_MORE, later.steps);
  g_assert_cmpuint (later.steps, <, again.steps + N_MORE * STEPS_EACH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/exchange/part-work/session", GINT_TO_POINTER (FALSE), test_workbook_around);
  g_test_add_data_func ("/exchange/part-work/group", GINT_TO_POINTER (TRUE), test_workbook_around);
  return g_test_run ();
}
