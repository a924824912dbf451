/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheets: as partners send them, and as they go wrong. */
#include <string.h>

#include "exchange-world.h"

#define HEADER "ref,source,section,place,date,setting,group,feeling,text\n"

typedef struct
{
  char *folder;
  EarStore *store;
} World;

static World
world_new (void)
{
  World world = { .folder = ear_test_folder_new () };

  world.store = ear_test_store (world.folder, "a");
  return world;
}

static void
world_clear (World *world)
{
  ear_store_close (world->store);
  ear_test_folder_remove (world->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gboolean
import_bytes (World *world, const char *bytes, gssize size, const EarCsvOptions *options, EarCsvResult *result, GError **error)
{
  static const EarCsvOptions none = { 0 };
  g_autofree char *path = g_build_filename (world->folder, "rows.csv", NULL);

  g_assert_true (g_file_set_contents (path, bytes, size, NULL));
  return ear_csv_import (world->store, path, options != NULL ? options : &none, result, NULL, error);
}

static void
must_import (World *world, const char *text, const EarCsvOptions *options, EarCsvResult *result)
{
  g_auto (EarCsvResult) own = { 0 };
  g_autoptr (GError) error = NULL;

  import_bytes (world, text, -1, options, result != NULL ? result : &own, &error);
  g_assert_no_error (error);
}

static void
must_refuse (World *world, const char *bytes, gssize size, const EarCsvOptions *options, int line, const char *says)
{
  g_autofree char *before = world_digest (world->store);
  g_autofree char *after = NULL;
  g_autofree char *place = g_strdup_printf ("“rows.csv”, line %d: ", line);
  g_auto (EarCsvResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (import_bytes (world, bytes, size, options, &result, &error))
    g_error ("This was not refused:\n%s", bytes);
  g_test_message ("%s", error->message);
  if (!g_str_has_prefix (error->message, place) || strstr (error->message, says) == NULL || strstr (error->message, "Nothing was changed") == NULL)
    g_error ("Expected line %d and “%s”: %s", line, says, error->message);
  after = world_digest (world->store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_rows (void)
{
  g_auto (World) world = world_new ();
  g_auto (EarCsvResult) result = { 0 };
  g_auto (EarCsvResult) again = { 0 };
  static const char text[] = "\xef\xbb\xbf" HEADER
                             "A1,plan.pdf,Views,Grays,2022,conversation,Carers,idea,\"Less, but \"\"better\"\",\r\non two lines\"\r\n"
                             "\r\n"
                             "A2,plan.pdf,Views,Grays,2022,conversation,Carers; Young carers,Working well,Second\r\n"
                             "A3,plan.pdf,Other,grays,03/11/2025,Focus group,young CARERS,-,Third\r\n"
                             ",,,,,,,,\r\n";

  must_import (&world, text, NULL, &result);
  g_assert_cmpuint (result.n_rows, ==, 3);
  g_assert_cmpuint (result.n_contributions, ==, 3);
  g_assert_cmpuint (result.n_sessions, ==, 2);
  g_assert_cmpuint (g_strv_length (result.new_groups), ==, 2);
  g_assert_cmpuint (g_strv_length (result.new_places), ==, 1);
  g_assert_false (result.was_windows_1252);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE text = 'Less, but \"better\",' || char (10) || 'on two lines'"), ==, 1);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM sessions WHERE title = 'Other' AND nature = 'group' AND started = '2025-11-03'"), ==, 1);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE feeling = 'not-working' AND position = 1"), ==, 1);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contribution_groups"), ==, 4);

  must_import (&world, text, NULL, &again);
  g_assert_cmpuint (again.n_known, ==, 3);
  g_assert_cmpuint (again.n_contributions + again.n_sessions, ==, 0);
}

static void
test_same_on_two_laptops (void)
{
  g_auto (World) one = world_new ();
  g_auto (World) other = world_new ();
  static const char text[] = HEADER "A1,s,t,Grays,2022,,Carers,idea,Words\nA2,s,t,Grays,2022,,Carers,idea,More\n";
  const EarCsvOptions options = { .organisation = "Example" };

  must_import (&one, text, &options, NULL);
  must_import (&other, text, &options, NULL);
  world_merge (one.store, other.store, NULL);
  world_merge (other.store, one.store, NULL);
  g_assert_cmpuint (world_count (one.store, "SELECT count (*) FROM contributions"), ==, 2);
  g_assert_cmpuint (world_count (one.store, "SELECT count (*) FROM sessions"), ==, 1);
  g_assert_cmpuint (world_count (one.store, "SELECT count (*) FROM contribution_groups"), ==, 2);
  world_assert_same (one.store, other.store);
}

static void
set_organisation (World *world, const char *name)
{
  g_autoptr (EarRecord) organisation = ear_record_new (EAR_KIND_ORGANISATION);
  g_autoptr (GError) error = NULL;

  ear_record_set (organisation, EAR_ORGANISATION_NAME, name);
  ear_store_put (world->store, organisation, &error);
  g_assert_no_error (error);
  ear_store_set_identity (world->store, "Laptop 1", &organisation->id, &error);
  g_assert_no_error (error);
}

/* Two partners listened on the same day, and neither spreadsheet says where or what it was: they are two sessions, each its partner's,
 * and what stands under the same number in both is two voices. */
static void
test_two_partners_on_one_day (void)
{
  g_auto (World) one = world_new ();
  g_auto (World) other = world_new ();
  static const char text[] = "ref,date,text\n1,2026-05-04,Nobody rang back\n";

  set_organisation (&one, "Example Links");
  set_organisation (&other, "Example Trust");
  must_import (&one, text, NULL, NULL);
  must_import (&other, text, NULL, NULL);
  world_merge (one.store, other.store, NULL);
  g_assert_cmpuint (world_count (one.store, "SELECT count (*) FROM contributions"), ==, 2);
  g_assert_cmpuint (world_count (one.store, "SELECT count (DISTINCT organisation) FROM sessions WHERE state = 0"), ==, 2);
  g_assert_cmpuint (world_count (one.store, "SELECT count (*) FROM field_versions WHERE record_table = 'sessions'"), ==, 0);
}

/* What both took from one publication is the same to both, and neither of them heard it. */
static void
test_two_partners_with_one_source (void)
{
  g_auto (World) one = world_new ();
  g_auto (World) other = world_new ();
  static const char text[] = "ref,source,text\nP1,plan.pdf,Nobody rang back\n";

  set_organisation (&one, "Example Links");
  set_organisation (&other, "Example Trust");
  must_import (&one, text, NULL, NULL);
  must_import (&other, text, NULL, NULL);
  world_merge (one.store, other.store, NULL);
  g_assert_cmpuint (world_count (one.store, "SELECT count (*) FROM contributions"), ==, 1);
  g_assert_cmpuint (world_count (one.store, "SELECT count (*) FROM sessions WHERE organisation IS NULL"), ==, 1);
}

/* A second file of the same day is another session; the same file once more is not. */
static void
test_two_files_of_one_day (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *path = g_build_filename (world.folder, "by telephone.csv", NULL);
  static const char text[] = "date,text\n2026-05-04,Nobody rang back\n";
  static const EarCsvOptions none = { 0 };
  g_auto (EarCsvResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  must_import (&world, text, NULL, NULL);
  must_import (&world, text, NULL, NULL);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM sessions"), ==, 1);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ear_csv_import (world.store, path, &none, &result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM sessions"), ==, 2);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM sessions WHERE title = 'by telephone'"), ==, 1);
}

static void
test_windows_1252 (void)
{
  g_auto (World) world = world_new ();
  g_auto (EarCsvResult) result = { 0 };

  must_import (&world, "text\n\"It\x92s a caf\xe9 \x96 \x93quiet\x94 \x80\x35\"\n", NULL, &result);
  g_assert_true (result.was_windows_1252);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE text = 'It’s a café – “quiet” €5'"), ==, 1);
}

static void
test_separators (void)
{
  g_auto (World) world = world_new ();

  must_import (&world, "text;feeling\nOne, two;idea\n", NULL, NULL);
  must_import (&world, "text\tfeeling\nThree\tidea\n\t\nFour\t\n", NULL, NULL);
  must_import (&world, "text,feeling\rFive,idea\rSix,\r", NULL, NULL);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions"), ==, 5);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE feeling = 'idea'"), ==, 3);
}

static void
test_map_and_filter (void)
{
  g_auto (World) world = world_new ();
  g_auto (EarCsvResult) result = { 0 };
  g_auto (EarCsvResult) rest = { 0 };
  static const char text[] = "Number,What was said,Mood,Boss\nCAR1,One,+,x\nYCA1,Two,!,y\nEPU1,Three,?,z\n";
  const EarCsvOptions options = { .map = (const char *[]){ "text=what was said", "ref=Number", "feeling=Mood", NULL },
                                  .organisation = "Example partner",
                                  .only = (const char *[]){ "CAR", "YCA", NULL } };
  EarCsvOptions except = options;

  except.except = TRUE;
  must_import (&world, text, &options, &result);
  g_assert_cmpuint (result.n_rows, ==, 3);
  g_assert_cmpuint (result.n_contributions, ==, 2);
  must_import (&world, text, &except, &rest);
  g_assert_cmpuint (rest.n_contributions, ==, 1);
  g_assert_cmpuint (rest.n_sessions, ==, 0); /* the rest belongs to the session that is here */
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM sessions s JOIN organisations o ON o.n = s.organisation WHERE o.name = 'Example partner'"), ==, 1);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE ref = 'EPU1' AND feeling = 'question' AND position = 3"), ==, 1);
}

static void
test_all_columns (void)
{
  g_auto (World) world = world_new ();
  const EarCsvOptions options = { .coder = "R1" };
  static const char text[] = "session,participant,original,Original language,text,permission,theme\n"
                             "Tea,P1,চা,bn,Tea,count only,listening; Being listened to;waiting-times\n"
                             "Tea,p1,,,Second,quote,\n"
                             "Talk,P1,Solo original,pl,,Internal,stigma\n";

  g_assert_true (ear_shipped_load_all (world.store, NULL));
  must_import (&world, text, &options, NULL);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM participants"), ==, 2);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE original_language = 'bn' AND permission = 'count'"), ==, 1);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM codings WHERE coder = 'R1'"), ==, 3);
  must_refuse (&world, "text,theme\nA,listening\nB,no such theme\n", -1, &options, 3, "no such theme");
}

static void
test_deleted_stays (void)
{
  g_auto (World) world = world_new ();
  g_auto (EarCsvResult) result = { 0 };
  g_autoptr (EarStatement) query = NULL;
  EarId id;

  must_import (&world, "ref,text\nA1,Words\n", NULL, NULL);
  query = ear_store_query (world.store, "SELECT id FROM contributions", NULL);
  g_assert_cmpint (ear_statement_step (query, NULL), ==, EAR_STEP_ROW);
  ear_statement_get_id (query, 0, &id);
  g_clear_pointer (&query, ear_statement_free);
  g_assert_true (ear_store_erase (world.store, EAR_KIND_CONTRIBUTION, &id, NULL));
  must_import (&world, "ref,text\nA1,Words\n", NULL, &result);
  g_assert_cmpuint (result.n_known, ==, 1);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE state = 2"), ==, 1);
}

static void
test_refused (void)
{
  g_auto (World) world = world_new ();
  const EarCsvOptions bad_map = { .map = (const char *[]){ "text=Words", NULL } };
  const EarCsvOptions bad_field = { .map = (const char *[]){ "words=text", NULL } };
  g_autofree char *long_text = g_strnfill (EAR_MAX_PROSE_BYTES + 1, 'x');
  g_autofree char *too_long = g_strconcat ("text\nok\n", long_text, "\n", NULL);

  must_refuse (&world, "", -1, NULL, 1, "empty");
  must_refuse (&world, "ref,feeling\nA,idea\n", -1, NULL, 1, "text");
  must_refuse (&world, "text,feelings\nA,idea\n", -1, NULL, 1, "feelings");
  must_refuse (&world, "text,text\nA,B\n", -1, NULL, 1, "Two columns");
  must_refuse (&world, "text\nA\n", -1, &bad_map, 1, "Words");
  must_refuse (&world, "text\nA\n", -1, &bad_field, 1, "words=text");
  must_refuse (&world, "text,feeling\nA,idea\n\"B\nb\",angry\nC,idea\n", -1, NULL, 3, "working-well, not-working");
  must_refuse (&world, "text,feeling\nA,idea\nB\n", -1, NULL, 3, "1 cells where the header has 2");
  must_refuse (&world, "text,feeling\nA,idea\nB, well,idea\n", -1, NULL, 3, "3 cells");
  must_refuse (&world, "text,date\nA,2026-02-30\n", -1, NULL, 2, "2026-02-30");
  must_refuse (&world, "text,date\nA,31/02/2026\n", -1, NULL, 2, "31/02/2026");
  must_refuse (&world, "text,date\nA,last week\n", -1, NULL, 2, "22/11/2026");
  must_refuse (&world, "text,setting\nA,zoo\n", -1, NULL, 2, "focus group");
  must_refuse (&world, "text,permission\nA,maybe\n", -1, NULL, 2, "paraphrase");
  must_refuse (&world, "ref,text\nA,\n", -1, NULL, 2, "text");
  must_refuse (&world, "text\n\"A\nB\n", -1, NULL, 2, "never closed");
  must_refuse (&world, "text,feeling\nA,idea\na \"quote\" here,idea\n", -1, NULL, 3, "quotation mark");
  must_refuse (&world, "text\nA\0B\n", 9, NULL, 2, "CSV UTF-8");
  must_refuse (&world, "\xff\xfet\0e\0x\0t\0\n\0", 12, NULL, 1, "CSV UTF-8");
  must_refuse (&world, "text\nA\n\x81\x8d\n", -1, NULL, 3, "Windows-1252");
  must_refuse (&world, too_long, -1, NULL, 3, "too long");
  must_refuse (&world, "text,original-language\nA,Bengali or so\n", -1, NULL, 2, "Bengali or so");
}

/* The statements that came with the project: known counts (../shared/evidence/README.md). */
static void
test_evidence (void)
{
  g_autofree char *path = ear_test_shared ("evidence/engagement-evidence.csv");
  g_auto (World) world = world_new ();
  g_auto (EarCsvResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  const EarCsvOptions options = { 0 };

  if (path == NULL)
    {
      g_test_skip ("../shared/evidence is not beside the project");
      return;
    }
  g_assert_true (ear_shipped_load_all (world.store, NULL));
  ear_csv_import (world.store, path, &options, &result, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; result.new_groups[i] != NULL; i++)
    g_test_message ("new group: %s", result.new_groups[i]);
  for (guint i = 0; result.new_places[i] != NULL; i++)
    g_test_message ("new place: %s", result.new_places[i]);
  g_assert_cmpuint (result.n_contributions, ==, 48);
  g_assert_cmpuint (g_strv_length (result.new_groups), ==, 0);
  g_assert_cmpuint (g_strv_length (result.new_places), ==, 0);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE feeling = 'idea'"), ==, 43);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contributions WHERE feeling = 'working-well'"), ==, 5);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contribution_groups l JOIN groups g ON g.n = l.\"group\" WHERE g.name = 'Carers'"), ==, 10);
  g_assert_cmpuint (world_count (world.store, "SELECT count (*) FROM contribution_groups l JOIN groups g ON g.n = l.\"group\" WHERE g.name = 'Young carers'"), ==, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv/rows", test_rows);
  g_test_add_func ("/exchange/csv/same-on-two-laptops", test_same_on_two_laptops);
  g_test_add_func ("/exchange/csv/two-partners-on-one-day", test_two_partners_on_one_day);
  g_test_add_func ("/exchange/csv/two-partners-with-one-source", test_two_partners_with_one_source);
  g_test_add_func ("/exchange/csv/two-files-of-one-day", test_two_files_of_one_day);
  g_test_add_func ("/exchange/csv/windows-1252", test_windows_1252);
  g_test_add_func ("/exchange/csv/separators", test_separators);
  g_test_add_func ("/exchange/csv/map-and-filter", test_map_and_filter);
  g_test_add_func ("/exchange/csv/all-columns", test_all_columns);
  g_test_add_func ("/exchange/csv/deleted-stays", test_deleted_stays);
  g_test_add_func ("/exchange/csv/refused", test_refused);
  g_test_add_func ("/exchange/csv/evidence", test_evidence);
  return g_test_run ();
}
