/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV report, read back by another reader: its form, and its figures against plain loops over the records. */
#include "report-support.h"

#define N_COLUMNS 7

/* Reads RFC 4180 strictly: CRLF ends a line, a quotation mark stands only in a quoted cell. */
static GPtrArray *
read_lines (const char *csv)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *line = g_ptr_array_new_with_free_func (g_free);

  for (;;)
    {
      g_autoptr (GString) cell = g_string_new (NULL);

      if (*csv == '"')
        {
          for (csv++; *csv != '"' || csv[1] == '"'; csv++)
            {
              g_assert_cmpint (*csv, !=, '\0');
              g_string_append_c (cell, *csv);
              csv += *csv == '"';
            }
          csv++;
        }
      else
        {
          for (; *csv != ',' && *csv != '\r'; csv++)
            {
              g_assert_true (*csv != '\0' && *csv != '"' && *csv != '\n');
              g_string_append_c (cell, *csv);
            }
        }
      g_ptr_array_add (line, g_string_free (g_steal_pointer (&cell), FALSE));
      if (*csv == ',')
        {
          csv++;
          continue;
        }
      g_assert_true (g_str_has_prefix (csv, "\r\n"));
      csv += 2;
      g_ptr_array_add (lines, line);
      if (*csv == '\0')
        return lines;
      line = g_ptr_array_new_with_free_func (g_free);
    }
}

static GPtrArray *
read_report (World *world, const EarPreset *preset)
{
  EarReportOptions options = { .protect = preset };
  g_autofree char *path = report_write (world, preset == NULL ? NULL : &options, "report.csv");
  gsize size;
  g_autofree char *contents = report_read (path, &size);

  g_assert_true (g_utf8_validate (contents, (gssize) size, NULL));
  g_assert_true (g_str_has_prefix (contents, "\xef\xbb\xbfsection,"));
  return read_lines (contents + 3);
}

static const char *
cell_of (GPtrArray *lines, guint line, guint column)
{
  return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (lines, line), column);
}

static void
test_form (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autoptr (GPtrArray) lines = read_report (world, NULL);
  gboolean formula = FALSE, hostile = FALSE, notice = FALSE, gap = FALSE;

  g_assert_cmpstr (cell_of (lines, 0, 5), ==, "sessions");
  g_assert_cmpstr (cell_of (lines, 0, 6), ==, "share");
  for (guint i = 0; i < lines->len; i++)
    {
      const char *row = cell_of (lines, i, 2);

      g_assert_cmpuint (((GPtrArray *) g_ptr_array_index (lines, i))->len, ==, N_COLUMNS);
      for (guint c = 0; c < N_COLUMNS; c++)
        g_assert_null (strchr ("=+-@", cell_of (lines, i, c)[0] == '\0' ? 'x' : cell_of (lines, i, c)[0]));
      formula = formula || g_str_equal (row, "'" FORMULA_NAME);
      hostile = hostile || g_str_equal (row, HOSTILE_NAME);
      notice = notice || g_str_has_prefix (cell_of (lines, i, 1), "Internal: small numbers are not protected");
      gap = gap || (g_str_equal (row, "1B Fewer forms") && g_str_equal (cell_of (lines, i, 4), "0"));
    }
  g_assert_true (formula);
  g_assert_true (hostile);
  g_assert_true (notice);
  g_assert_true (gap);
}

/* What a row of the CSV is called, in the words of the naive count; %NULL where this is no such row. */
static char *
row_in_words (World *world, EarKind kind, guint name_field, const char *path)
{
  const char *last = g_strrstr (path, " > ");
  const char *name = last == NULL ? path : last + 3;

  for (guint i = 0; i < world->records[kind]->len; i++)
    {
      const EarRecord *record = g_ptr_array_index (world->records[kind], i);

      if (g_str_equal (ear_record_get (record, name_field), name))
        return ear_id_to_string (&record->id);
    }
  if (g_str_has_prefix (name, "No ") || g_str_has_suffix (name, "not said"))
    return g_strdup ("");
  g_assert_cmpstr (name, ==, "All voices, each once");
  return NULL;
}

static void
check_figures (World *world, GPtrArray *lines, const char *caption, EarDimension dimension, EarKind kind, guint name_field)
{
  EarSummaryRequest request = { .rows = dimension };
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *row = NULL;
      EarCount count;

      if (!g_str_equal (cell_of (lines, i, 1), caption))
        continue;
      row = row_in_words (world, kind, name_field, cell_of (lines, i, 2));
      count = world_count (world, &request, row, NULL);
      g_assert_cmpint (g_ascii_strtoll (cell_of (lines, i, 4), NULL, 10), ==, count.contributions);
      g_assert_cmpint (g_ascii_strtoll (cell_of (lines, i, 5), NULL, 10), ==, count.sessions);
      n++;
    }
  g_assert_cmpuint (n, >, 1);
}

static void
test_figures (void)
{
  for (guint w = 0; w < 3; w++)
    {
      g_autoptr (World) world = world_new_random ();
      g_autoptr (GPtrArray) lines = read_report (world, NULL);

      check_figures (world, lines, "Voices and sessions by theme", EAR_DIMENSION_THEME, EAR_KIND_THEME, EAR_THEME_NAME);
      check_figures (world, lines, "Voices and sessions by group", EAR_DIMENSION_GROUP, EAR_KIND_GROUP, EAR_GROUP_NAME);
      check_figures (world, lines, "Voices and sessions by place", EAR_DIMENSION_PLACE, EAR_KIND_PLACE, EAR_PLACE_NAME);
    }
}

/* A table of two dimensions: each cell, with its sessions. */
static void
test_cross_figures (void)
{
  static const struct
  {
    const char *label, *word;
  } feelings[] = { { "Works", "working-well" }, { "Does not work", "not-working" }, { "Idea", "idea" },
                   { "Question", "question" },  { "Mixed", "mixed" },               { "Not said", "" },
                   { "", NULL } };
  g_autoptr (World) world = world_new_random ();
  g_autoptr (GPtrArray) lines = read_report (world, NULL);
  EarSummaryRequest request = { .rows = EAR_DIMENSION_THEME, .columns = EAR_DIMENSION_FEELING };
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      g_autofree char *row = NULL;
      EarCount count;
      guint f = 0;

      if (!g_str_equal (cell_of (lines, i, 1), "Voices by theme and feeling"))
        continue;
      while (!g_str_equal (feelings[f].label, cell_of (lines, i, 3)))
        g_assert_cmpuint (++f, <, G_N_ELEMENTS (feelings));
      row = row_in_words (world, EAR_KIND_THEME, EAR_THEME_NAME, cell_of (lines, i, 2));
      count = world_count (world, &request, row, feelings[f].word);
      g_assert_cmpint (g_ascii_strtoll (cell_of (lines, i, 4), NULL, 10), ==, count.contributions);
      g_assert_cmpint (g_ascii_strtoll (cell_of (lines, i, 5), NULL, 10), ==, count.sessions);
      n++;
    }
  g_assert_cmpuint (n, >, 10);
}

static void
hold_sessions (World *world, const char *organisation, guint n_sessions, guint n_voices)
{
  EarRecord *record = ear_record_new (EAR_KIND_ORGANISATION);
  EarId id;

  ear_record_set (record, EAR_ORGANISATION_NAME, organisation);
  id = world_put (world, record);
  for (guint s = 0; s < n_sessions; s++)
    {
      EarRecord *session = ear_record_new (EAR_KIND_SESSION);
      EarId of_session;

      ear_record_set (session, EAR_SESSION_STARTED, "2022-11-12T10:30");
      ear_record_set_id (session, EAR_SESSION_ORGANISATION, &id);
      of_session = world_put (world, session);
      for (guint v = 0; v < n_voices; v++)
        {
          EarRecord *voice = ear_record_new (EAR_KIND_CONTRIBUTION);

          ear_record_set (voice, EAR_CONTRIBUTION_TEXT, "Nobody rang back");
          ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &of_session);
          world_put (world, voice);
        }
    }
}

/* One organisation held two sessions of 23. If the other figures were shown whoever can take away would know that. */
static void
test_held_sessions (void)
{
  g_autoptr (World) world = world_new_empty ();
  g_autoptr (GPtrArray) lines = NULL;
  guint n = 0, n_hidden = 0;
  EarPreset preset;

  g_assert_true (ear_preset_parse ("friends-and-family", &preset, NULL));
  hold_sessions (world, "Many", 12, 1);
  hold_sessions (world, "Some", 9, 1);
  hold_sessions (world, "Few", 2, 6);
  lines = read_report (world, &preset);
  for (guint i = 0; i < lines->len; i++)
    {
      gboolean is_part = g_str_has_prefix (cell_of (lines, i, 1), "Sessions held");
      gboolean is_total = g_str_equal (cell_of (lines, i, 1), "Voices and sessions by theme")
                          && g_str_equal (cell_of (lines, i, 2), "All voices, each once");

      n += is_part || is_total;
      n_hidden += (is_part || is_total) && g_str_equal (cell_of (lines, i, 5), "[c]");
      if (is_part && g_str_equal (cell_of (lines, i, 2), "Few"))
        g_assert_cmpstr (cell_of (lines, i, 4), ==, "12");
    }
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (n_hidden, >=, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/csv/form", test_form);
  g_test_add_func ("/report/csv/figures", test_figures);
  g_test_add_func ("/report/csv/cross-figures", test_cross_figures);
  g_test_add_func ("/report/csv/held-sessions", test_held_sessions);
  return g_test_run ();
}
