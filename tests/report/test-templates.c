/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of reports: their sections and order, own texts that a workbook keeps, shares, and that a report about one
 * group tells what a count of that group alone tells. */
#include "ear-document.h"
#include "report-support.h"

/* The headings of the first level, with bars between. */
static char *
headings_of (const EarDocument *document)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = document->blocks->pdata[i];

      if (block->type == EAR_BLOCK_HEADING && block->level == 1)
        g_string_append_printf (all, "%s|", ((EarText *) block->texts->pdata[0])->text);
    }
  return g_string_free (all, FALSE);
}

static const EarDocumentTable *
find_table (const EarDocument *document, const char *caption)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = document->blocks->pdata[i];

      if (block->type == EAR_BLOCK_TABLE && g_str_equal (block->table->caption, caption))
        return block->table;
    }
  return NULL;
}

static gboolean
has_paragraph (const EarDocument *document, const char *text)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = document->blocks->pdata[i];

      if (block->type == EAR_BLOCK_PARAGRAPH && g_str_equal (((EarText *) block->texts->pdata[0])->text, text))
        return TRUE;
    }
  return FALSE;
}

static void
test_kinds (void)
{
  static const char *const expected[EAR_N_REPORT_TEMPLATES] = {
    [EAR_REPORT_ANNUAL] = "At a glance|Who was heard|What matters|What matters to each group|How it feels|Evidence by strategy priority|"
                          "Place by place|In people’s own words|You said, we did|Whose voice is missing|Sources and counting rules|",
    [EAR_REPORT_STRATEGY] = "At a glance|Evidence by strategy priority|In people’s own words|You said, we did|Whose voice is missing|"
                            "Sources and counting rules|",
    [EAR_REPORT_GROUP]
    = "At a glance|Who was heard|What matters|How it feels|In people’s own words|You said, we did|Sources and counting rules|",
    [EAR_REPORT_PLACE] = "At a glance|Who was heard|What matters|What matters to each group|How it feels|In people’s own words|"
                         "Sources and counting rules|",
    [EAR_REPORT_PLAIN] = "What we did|What people told us|What has been done|Who we still need to hear|How we keep people safe|",
  };
  g_autoptr (World) world = world_new_random ();
  EarPreset preset;

  ear_preset_parse ("nhs", &preset, NULL);
  for (guint k = 0; k < EAR_N_REPORT_TEMPLATES; k++)
    {
      EarReportOptions options = { .kind = (EarReportTemplate) k };
      g_autoptr (EarDocument) document = NULL, protected = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *headings = NULL, *of_protected = NULL, *last = g_strconcat (expected[k], "How people are protected|", NULL);
      gboolean needs = k == EAR_REPORT_STRATEGY || k == EAR_REPORT_GROUP || k == EAR_REPORT_PLACE;

      if (needs)
        {
          g_assert_null (ear_report_build (world->store, &options, &error));
          g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_SUBJECT);
        }
      options.strategy = &((EarRecord *) world->records[EAR_KIND_STRATEGY]->pdata[0])->id;
      options.group = &((EarRecord *) world->records[EAR_KIND_GROUP]->pdata[0])->id;
      options.place = &((EarRecord *) world->records[EAR_KIND_PLACE]->pdata[0])->id;
      document = report_build (world, &options);
      headings = headings_of (document);
      g_assert_cmpstr (headings, ==, expected[k]);
      options.protect = &preset;
      protected = report_build (world, &options);
      of_protected = headings_of (protected);
      g_assert_cmpstr (of_protected, ==, last);
    }
}

/* Order, what is left out and own texts are there in the next report, when the workbook was closed in between, and in no other kind. */
static void
test_kept (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autofree char *file = ear_test_path (world->folder, "world"), *headings = NULL, *long_text = g_strnfill (EAR_REPORT_TEXT_MAX + 1, 'a');
  g_autoptr (GPtrArray) layout = ear_report_layout_load (world->store, EAR_REPORT_PLAIN, NULL);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (EarDocument) document = NULL, annual = NULL;
  g_autoptr (GError) error = NULL;
  EarReportOptions options = { .kind = EAR_REPORT_PLAIN };
  EarReportPart *done = ear_report_layout_find (layout, EAR_SECTION_DONE);
  guint at;

  ear_report_layout_find (layout, EAR_SECTION_SAFE)->chosen = FALSE;
  g_assert_true (g_ptr_array_find (layout, done, &at));
  layout->pdata[at] = layout->pdata[0];
  layout->pdata[0] = done;
  g_assert_true (ear_report_layout_set_text (done, "  One. Ring 07700 900123.\n\nTwo.\n", NULL));
  g_assert_false (ear_report_layout_set_text (done, long_text, &error));
  g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_TEXT);
  g_assert_true (ear_report_layout_keep (world->store, EAR_REPORT_PLAIN, layout, NULL));
  g_clear_pointer (&world->store, ear_store_close);
  world->store = ear_store_open (file, EAR_TEST_PASSPHRASE, NULL);
  document = report_build (world, &options);
  headings = headings_of (document);
  g_assert_cmpstr (headings, ==, "What has been done|What people told us|What we did|Who we still need to hear|");
  g_assert_true (has_paragraph (document, "One. Ring 07700 900123."));
  g_assert_true (has_paragraph (document, "Two."));
  g_assert_nonnull (ear_document_get_notes (document)[0]);
  annual = report_build (world, NULL);
  g_assert_false (has_paragraph (annual, "Two."));
  g_assert_null (ear_document_get_notes (annual)[0]);
  again = ear_report_layout_load (world->store, EAR_REPORT_PLAIN, NULL);
  ear_report_layout_set_text (ear_report_layout_find (again, EAR_SECTION_DONE), " \n ", NULL);
  g_assert_null (ear_report_layout_find (again, EAR_SECTION_DONE)->text);
}

/* Voices of a table's rows by their labels, in words. */
static GHashTable *
figures_of (const EarDocumentTable *table)
{
  GHashTable *figures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint r = 0; r < table->rows->len; r++)
    {
      const EarDocumentRow *row = table->rows->pdata[r];

      g_hash_table_insert (figures, g_strdup (row->path), g_array_index (row->cells, EarDocumentCell, 0).text);
    }
  return figures;
}

/* The report on a group against the summary that a filter gives. */
static void
test_one_group (void)
{
  for (guint w = 0; w < 3; w++)
    {
      g_autoptr (World) world = world_new_random ();
      const EarId *group = &((EarRecord *) world->records[EAR_KIND_GROUP]->pdata[w])->id;
      const EarReportOptions options = { .kind = EAR_REPORT_GROUP, .group = group };
      const EarVoiceFilter filter = { .group = group };
      const EarSummaryRequest request = { .rows = EAR_DIMENSION_FEELING, .filter = &filter };
      g_autoptr (EarTable) table = ear_summary (world->store, &request, NULL);
      g_autoptr (EarDocument) document = report_build (world, &options);
      g_autoptr (GHashTable) figures = figures_of (find_table (document, "Voices and sessions by feeling"));
      g_autofree char *all = g_strdup_printf ("%u", table->total.contributions);

      for (guint r = 0; r < table->rows->len; r++)
        {
          g_autofree char *voices = g_strdup_printf ("%u", table->row_totals[r].contributions);

          g_assert_cmpstr (g_hash_table_lookup (figures, ((EarHeading *) table->rows->pdata[r])->label), ==, voices);
        }
      g_assert_cmpstr (g_hash_table_lookup (figures, "All voices, each once"), ==, all);
    }
}

/* A share is worked out from what is shown, and is hidden where either figure is. */
static void
test_shares (void)
{
  static const char *const presets[] = { "internal", "nhs", "friends-and-family" };
  guint n_hidden = 0, n_shown = 0;

  for (guint p = 0; p < G_N_ELEMENTS (presets); p++)
    {
      g_autoptr (World) world = world_new_random ();
      EarPreset preset;
      EarReportOptions options = { .protect = &preset };
      g_autoptr (EarDocument) document = NULL;
      const EarDocumentTable *table;
      guint whole;

      ear_preset_parse (presets[p], &preset, NULL);
      document = report_build (world, &options);
      table = find_table (document, "Voices and sessions by theme");
      g_assert_nonnull (table->note);
      whole = (guint) g_ascii_strtoull (g_array_index (((EarDocumentRow *) table->rows->pdata[table->rows->len - 1])->cells, EarDocumentCell, 0).text,
                                        NULL, 10);
      for (guint r = 0; r < table->rows->len; r++)
        {
          const EarDocumentRow *row = table->rows->pdata[r];
          const EarDocumentCell *voices = &g_array_index (row->cells, EarDocumentCell, 0), *share = &g_array_index (row->cells, EarDocumentCell, 1);
          guint shown = (guint) g_ascii_strtoull (voices->text, NULL, 10);

          if (g_str_equal (voices->text, EAR_SHOWN_MARK) || whole == 0)
            {
              g_assert_cmpstr (share->text, ==, EAR_SHOWN_MARK);
              g_assert_cmpint (voices->share, ==, EAR_FIGURE_HIDDEN);
              n_hidden++;
              continue;
            }
          g_assert_cmpint (ABS ((int) (voices->share * whole) - (int) (100 * shown)), <=, (int) whole / 2 + 1);
          n_shown++;
        }
    }
  g_assert_cmpuint (n_hidden, >, 0);
  g_assert_cmpuint (n_shown, >, 0);
}

/* A figure in brackets is that of the row's last cell, from what is shown; where either is hidden there is none. */
static void
test_shares_of_rows (void)
{
  static const char *const presets[] = { "internal", "nhs", "friends-and-family" };
  guint n_hidden = 0, n_shown = 0;

  for (guint p = 0; p < G_N_ELEMENTS (presets); p++)
    {
      g_autoptr (World) world = world_new_random ();
      EarPreset preset;
      EarReportOptions options = { .protect = &preset };
      g_autoptr (EarDocument) document = NULL;
      const EarDocumentTable *table;

      ear_preset_parse (presets[p], &preset, NULL);
      document = report_build (world, &options);
      table = find_table (document, "Voices by theme and feeling");
      g_assert_nonnull (table->note);
      for (guint r = 0; r < table->rows->len; r++)
        {
          const GArray *cells = ((EarDocumentRow *) table->rows->pdata[r])->cells;
          const EarDocumentCell *all = &g_array_index (cells, EarDocumentCell, cells->len - 1);

          for (guint c = 0; c + 1 < cells->len; c++)
            {
              const EarDocumentCell *cell = &g_array_index (cells, EarDocumentCell, c);
              const char *bracket = strchr (cell->text, '(');

              if (cell->contributions == EAR_FIGURE_HIDDEN || all->contributions == EAR_FIGURE_HIDDEN)
                {
                  g_assert_null (bracket);
                  g_assert_cmpint (cell->share, ==, EAR_FIGURE_HIDDEN);
                  n_hidden++;
                }
              else if (cell->contributions > 0)
                {
                  gint64 said = g_ascii_strtoll (bracket + 1, NULL, 10);

                  g_assert_cmpint (said, ==, cell->share);
                  g_assert_cmpint (ABS (said * all->contributions - 100 * cell->contributions), <=, all->contributions / 2 + 1);
                  n_shown++;
                }
            }
        }
    }
  g_assert_cmpuint (n_hidden, >, 0);
  g_assert_cmpuint (n_shown, >, 0);
}

/* The figure of the main theme a row spoke of most, in the table of groups and main themes. */
static gint64
most_of_row (const EarDocumentTable *cross, guint r)
{
  const EarDocumentRow *row = cross->rows->pdata[r];
  gint64 most = 0;

  for (guint c = 0; c + 1 < row->cells->len; c++)
    {
      const EarDocumentColumn *column = cross->columns->pdata[c + 1];

      if (!g_str_equal (column->label, "No theme"))
        most = MAX (most, g_array_index (row->cells, EarDocumentCell, c).contributions);
    }
  return most;
}

/* What each group spoke of most is what the table before it says, whether or not themes have others below them. */
static void
test_foremost (void)
{
  guint n_told = 0;

  for (guint w = 0; w < 3; w++)
    {
      g_autoptr (World) world = world_new_random ();
      g_autoptr (EarDocument) document = report_build (world, NULL);
      const EarDocumentTable *cross = find_table (document, "Voices by group and main theme");
      const EarDocumentTable *foremost = find_table (document, "The main themes each group spoke of most, with voices");

      for (guint r = 0; r < foremost->rows->len; r++)
        {
          const EarDocumentRow *row = foremost->rows->pdata[r];
          const char *told = g_array_index (row->cells, EarDocumentCell, 1).text;
          g_auto (GStrv) themes = g_strsplit (told, "; ", -1);
          gint64 most = most_of_row (cross, r);
          const char *last = themes[0] == NULL ? NULL : strrchr (themes[0], ' ');

          g_assert_cmpint (last == NULL ? 0 : g_ascii_strtoll (last, NULL, 10), ==, most);
          n_told += most > 0;
        }
    }
  g_assert_cmpuint (n_told, >, 5);
}

static EarId
put_group (World *world, const char *name, const EarId *parent)
{
  EarRecord *group = ear_record_new (EAR_KIND_GROUP);

  ear_record_set (group, EAR_GROUP_NAME, name);
  if (parent != NULL)
    ear_record_set_id (group, EAR_GROUP_PARENT, parent);
  return world_put (world, group);
}

static gboolean
has_line (const EarDocument *document, const char *text)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = document->blocks->pdata[i];

      for (guint t = 0; block->type == EAR_BLOCK_LIST && t < block->texts->len; t++)
        {
          if (g_str_equal (((EarText *) block->texts->pdata[t])->text, text))
            return TRUE;
        }
    }
  return FALSE;
}

/* Whose voice is missing is told with what it stands under, and in plain words not more than a few of each. */
static void
test_missing (void)
{
  g_autoptr (World) world = report_world_new ();
  EarPreset preset;
  EarReportOptions options = { .kind = EAR_REPORT_ANNUAL, .protect = &preset };
  g_autoptr (EarDocument) annual = NULL;
  g_autoptr (EarDocument) plain = NULL;
  EarId ages = put_group (world, "Age bands", NULL);

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u0 to %u9", i + 1, i + 1);

      put_group (world, name, &ages);
    }
  g_assert_true (ear_preset_parse ("nhs", &preset, NULL));
  annual = report_build (world, &options);
  options.kind = EAR_REPORT_PLAIN;
  plain = report_build (world, &options);
  g_assert_true (has_line (annual, "African men"));
  g_assert_true (has_line (annual, "Age bands: 10 to 19; 20 to 29; 30 to 39; 40 to 49; 50 to 59; 60 to 69; 70 to 79; 80 to 89"));
  g_assert_true (has_line (plain, "African men"));
  g_assert_true (has_line (plain, "Age bands: 10 to 19; 20 to 29; 30 to 39; 40 to 49; 50 to 59; 60 to 69; and 2 more groups"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/templates/kinds", test_kinds);
  g_test_add_func ("/report/templates/kept", test_kept);
  g_test_add_func ("/report/templates/one-group", test_one_group);
  g_test_add_func ("/report/templates/foremost", test_foremost);
  g_test_add_func ("/report/templates/shares", test_shares);
  g_test_add_func ("/report/templates/shares-of-rows", test_shares_of_rows);
  g_test_add_func ("/report/templates/missing", test_missing);
  return g_test_run ();
}
