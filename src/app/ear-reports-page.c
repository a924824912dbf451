/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-reports-page.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-logo-row.h"
#include "ear-page-feed.h"
#include "ear-path.h"
#include "ear-progress-box.h"
#include "ear-report-lists.h"
#include "ear-report-sections.h"
#include "ear-report-work.h"
#include "ear-reveal.h"
#include "ear-window.h"

struct _EarReportsPage
{
  AdwBin parent_instance;

  AdwComboRow *protect_row;
  AdwActionRow *rules_row;
  GtkWidget *internal_row;
  EarReportLists *lists;
  AdwSwitchRow *publish_row;
  AdwPreferencesGroup *kind_group;
  AdwComboRow *kind_row;
  AdwComboRow *strategy_row;
  AdwComboRow *group_row;
  AdwComboRow *place_row;
  EarReportSections *sections;
  AdwActionRow *facts_row;
  AdwActionRow *quotations_row;
  GtkWidget *quotations_icon;
  EarLogoRow *logo_row;
  AdwEntryRow *title_row;
  AdwEntryRow *organisation_row;
  GtkCheckButton *formats[EAR_N_REPORT_FORMATS];
  AdwEntryRow *path;
  GtkButton *save_button;
  EarProgressBox *progress;
  AdwWrapBox *outcome_box;
  GtkImage *outcome_icon;
  GtkLabel *outcome;
  GtkButton *open_button;
  GtkButton *folder_button;

  EarPageFeed *feed;
  GCancellable *saving;
  char *agreed; /* a path whose file may be replaced: it was chosen so, or asked for twice */
  GFile *saved;
  gboolean introduced; /* whose report it is was filled in */
  int shown_kind;      /* whose sections are shown; -1: none */
  EarReportFacts *facts; /* (nullable) what the report would hold, as far as is known */
  EarId asked;         /* what it was about when that was asked for */
  gboolean filling;    /* choices are put in their rows */
};

G_DEFINE_FINAL_TYPE (EarReportsPage, ear_reports_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* The buttons of the template, by what they ask for. */
static const char *const format_buttons[EAR_N_REPORT_FORMATS] = {
  [EAR_REPORT_HTML] = "html_button",
  [EAR_REPORT_ODT] = "odt_button",
  [EAR_REPORT_CSV] = "csv_button",
  [EAR_REPORT_PDF] = "pdf_button",
  [EAR_REPORT_XML] = "xml_button",
  [EAR_REPORT_CSV_FOLDER] = "folder_csv_button",
};

static EarReportFormat
get_format (EarReportsPage *page)
{
  for (guint i = 0; i < EAR_N_REPORT_FORMATS; i++)
    {
      if (gtk_check_button_get_active (page->formats[i]))
        return (EarReportFormat) i;
    }
  return EAR_REPORT_HTML;
}

static void
show_outcome (EarReportsPage *page, const char *icon, const char *text, gboolean saved)
{
  gtk_image_set_from_icon_name (page->outcome_icon, icon);
  gtk_label_set_text (page->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (page->open_button), saved);
  gtk_widget_set_visible (GTK_WIDGET (page->folder_button), saved);
  gtk_widget_set_visible (GTK_WIDGET (page->outcome_box), TRUE);
  ear_reveal (GTK_WIDGET (page->outcome_box));
  gtk_accessible_announce (GTK_ACCESSIBLE (page), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_saving (EarReportsPage *page, gboolean saving)
{
  gtk_widget_set_sensitive (GTK_WIDGET (page->save_button), !saving && ear_page_feed_get_workbook (page->feed) != NULL);
  if (!saving)
    ear_progress_box_stop (page->progress);
}

static const EarPreset *
get_preset (EarReportsPage *page)
{
  return &ear_presets[adw_combo_row_get_selected (page->protect_row)];
}

static void
show_preset (EarReportsPage *page)
{
  const EarPreset *preset = get_preset (page);
  gboolean internal = ear_preset_is_internal (preset);
  g_autofree char *rules = ear_preset_describe (preset);

  adw_action_row_set_subtitle (page->rules_row, rules);
  gtk_widget_set_visible (page->internal_row, internal);
  gtk_widget_set_sensitive (GTK_WIDGET (page->publish_row), !internal);
  if (internal)
    adw_switch_row_set_active (page->publish_row, FALSE);
}

static void
protect_cb (EarReportsPage *page)
{
  if (page->feed == NULL) /* the template is being made */
    return;
  show_preset (page);
  ear_page_feed_refresh (page->feed);
}

static EarReportTemplate
get_kind (EarReportsPage *page)
{
  guint selected = adw_combo_row_get_selected (page->kind_row);

  return selected < EAR_N_REPORT_TEMPLATES ? (EarReportTemplate) selected : EAR_REPORT_ANNUAL;
}

static EarId
get_chosen (AdwComboRow *row)
{
  EarChoice *choice = gtk_widget_get_visible (GTK_WIDGET (row)) ? ear_choice_get_selected (row) : NULL;

  return choice == NULL ? EAR_ID_NONE : *ear_choice_get_id (choice);
}

/* What the report is about, one strategy, group or place; EAR_ID_NONE: everything, or not chosen yet. */
static EarId
get_subject (EarReportsPage *page)
{
  switch (get_kind (page))
    {
    case EAR_REPORT_GROUP:
      return get_chosen (page->group_row);
    case EAR_REPORT_PLACE:
      return get_chosen (page->place_row);
    case EAR_REPORT_ANNUAL:
    case EAR_REPORT_STRATEGY:
    case EAR_REPORT_PLAIN:
    case EAR_N_REPORT_TEMPLATES:
    default:
      return get_chosen (page->strategy_row);
    }
}

/* The sections that are shown are those of the kind that is chosen. */
static const GPtrArray *
get_layout (EarReportsPage *page)
{
  return page->shown_kind == (int) get_kind (page) ? ear_report_sections_get_layout (page->sections) : NULL;
}

static gboolean
wants_quotations (EarReportsPage *page)
{
  const GPtrArray *layout = get_layout (page);
  const EarReportPart *part = layout == NULL ? NULL : ear_report_layout_find (layout, EAR_SECTION_QUOTATIONS);

  return part != NULL && part->chosen;
}

/* What would be in it, before anybody waits for it. */
static void
show_facts (EarReportsPage *page)
{
  const EarReportFacts *facts = page->facts;
  const GPtrArray *layout = get_layout (page);
  g_autofree char *text = facts == NULL ? NULL : ear_report_describe_facts (facts, layout == NULL ? 0 : ear_report_layout_count (layout));
  g_autofree char *quotations = facts == NULL ? NULL : ear_report_describe_quotations (facts);
  gboolean any = facts != NULL && facts->quotes->len > 0;

  adw_action_row_set_subtitle (page->facts_row, facts == NULL ? _ ("Choose what it is about first") : text);
  adw_action_row_set_subtitle (page->quotations_row, facts == NULL ? "" : quotations);
  gtk_widget_set_visible (GTK_WIDGET (page->quotations_row), facts != NULL && facts->has_quotations);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (page->quotations_row), any);
  gtk_widget_set_visible (page->quotations_icon, any);
}

static void
show_kind (EarReportsPage *page)
{
  EarReportTemplate kind = get_kind (page);

  adw_preferences_group_set_description (page->kind_group, ear_report_template_describe (kind));
  gtk_widget_set_visible (GTK_WIDGET (page->strategy_row), kind == EAR_REPORT_ANNUAL || kind == EAR_REPORT_STRATEGY);
  gtk_widget_set_visible (GTK_WIDGET (page->group_row), kind == EAR_REPORT_GROUP);
  gtk_widget_set_visible (GTK_WIDGET (page->place_row), kind == EAR_REPORT_PLACE);
}

static void
kind_cb (EarReportsPage *page)
{
  if (page->feed == NULL)
    return;
  show_kind (page);
  ear_page_feed_refresh (page->feed);
}

static void
subject_cb (EarReportsPage *page)
{
  if (page->feed != NULL && !page->filling)
    ear_page_feed_refresh (page->feed);
}

/* Quotations are looked for where the report has a place for them. */
static void
sections_cb (EarReportsPage *page)
{
  show_facts (page);
  if (page->facts != NULL && page->facts->has_quotations != wants_quotations (page))
    ear_page_feed_refresh (page->feed);
}

static void
quotations_cb (EarReportsPage *page)
{
  ear_report_lists_open_quotes (page->lists);
}

/* What was chosen stays chosen where it is still there. */
static void
fill_choices (AdwComboRow *row, GListStore *choices)
{
  EarChoice *before = ear_choice_get_selected (row);
  EarId id = before == NULL ? EAR_ID_NONE : *ear_choice_get_id (before);
  guint position;

  adw_combo_row_set_model (row, G_LIST_MODEL (choices));
  position = ear_choice_find (G_LIST_MODEL (choices), &id, NULL);
  adw_combo_row_set_selected (row, position == GTK_INVALID_LIST_POSITION ? 0 : position);
}

static void
fill_tree (AdwComboRow *row, const GPtrArray *tree)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);

  for (guint i = 0; i < tree->len; i++)
    {
      const EarTreeRow *of_tree = tree->pdata[i];
      g_autoptr (EarChoice) choice = ear_choice_new (&of_tree->id, NULL, of_tree->name, of_tree->depth);

      g_list_store_append (choices, choice);
    }
  fill_choices (row, choices);
}

/* Sections that somebody is writing in are not made anew under their hands. */
static void
show_sections (EarReportsPage *page, EarReportChoices *found)
{
  if (page->shown_kind == (int) get_kind (page))
    return;
  page->shown_kind = (int) get_kind (page);
  ear_report_sections_show (page->sections, ear_page_feed_get_workbook (page->feed), get_kind (page), g_steal_pointer (&found->layout));
}

static void
choices_arrived (gpointer data, gpointer result, const GError *error)
{
  EarReportsPage *page = data;
  g_autoptr (EarReportChoices) found = result;
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) all = ear_choice_new (NULL, NULL, _ ("All with evidence"), 0);
  EarId subject;

  if (error != NULL)
    {
      show_outcome (page, "dialog-error-symbolic", error->message, FALSE);
      return;
    }
  g_clear_pointer (&page->facts, ear_report_facts_free);
  page->facts = g_steal_pointer (&found->facts);
  ear_report_lists_show (page->lists, ear_page_feed_get_workbook (page->feed), page->facts == NULL ? NULL : page->facts->quotes, found->editions);
  g_list_store_append (choices, all);
  for (guint i = 0; i < found->strategies->len; i++)
    {
      const EarStrategyRow *row = g_ptr_array_index (found->strategies, i);
      const char *label = row->short_title != NULL ? row->short_title : row->title;
      g_autoptr (EarChoice) choice = ear_choice_new (&row->id, NULL, label, 0);

      g_list_store_append (choices, choice);
    }
  page->filling = TRUE;
  fill_choices (page->strategy_row, choices);
  fill_tree (page->group_row, found->groups);
  fill_tree (page->place_row, found->places);
  page->filling = FALSE;
  show_sections (page, found);
  subject = get_subject (page);
  /* Only now is there something to choose from, or something else than was chosen. */
  if (!ear_id_equal (&subject, &page->asked))
    ear_page_feed_refresh (page->feed);
  show_facts (page);
  ear_logo_row_show (page->logo_row, ear_page_feed_get_workbook (page->feed), found->has_logo);
  if (!page->introduced && found->organisation != NULL)
    gtk_editable_set_text (GTK_EDITABLE (page->organisation_row), found->organisation);
  page->introduced = TRUE;
}

static void
reload (gpointer data)
{
  EarReportsPage *page = data;
  EarReportQuestion *question = g_new0 (EarReportQuestion, 1);
  const GPtrArray *layout = get_layout (page);

  question->preset = *get_preset (page);
  question->kind = get_kind (page);
  question->strategy = get_chosen (page->strategy_row);
  question->group = get_chosen (page->group_row);
  question->place = get_chosen (page->place_row);
  page->asked = get_subject (page);
  question->layout = layout == NULL ? NULL : ear_report_layout_copy (layout);
  ear_page_feed_ask (page->feed, ear_report_choices_load, question, ear_report_question_free,
                     (GDestroyNotify) ear_report_choices_free, choices_arrived);
}

static void
saved_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarReportsPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarReportSaved) done = ear_report_save_finish (EAR_WORKBOOK (workbook), result, &error);
  g_autofree char *text = NULL, *warnings = done == NULL ? NULL : g_strjoinv ("\n", done->warnings);
  gboolean safe = done != NULL && done->warnings[0] == NULL, noted = done != NULL && done->notes[0] != NULL;

  g_clear_object (&page->saving);
  if (page->progress == NULL) /* the page is gone */
    return;
  show_saving (page, FALSE);
  if (done != NULL)
    {
      g_autofree char *path = ear_path_show (page->saved);

      adw_switch_row_set_active (page->publish_row, FALSE);
      text = safe && noted ? g_strdup_printf (_ ("Saved as %s. Look at this before you hand it out: %s"), path, done->notes[0])
             : safe        ? g_strdup_printf (_ ("Saved as %s"), path)
                           : g_strdup_printf (_ ("Saved as %s. Do not publish it: these can be worked out.\n%s"), path, warnings);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Stopped. No report was saved."));
  else
    text = g_strdup (error->message);
  show_outcome (page,
                done == NULL            ? "dialog-error-symbolic"
                : safe && !noted ? "object-select-symbolic"
                                 : "dialog-warning-symbolic",
                text, done != NULL);
}

static void
save (EarReportsPage *page, GFile *file)
{
  g_autoptr (EarProgressShare) share = NULL;
  EarId strategy = get_chosen (page->strategy_row), group = get_chosen (page->group_row), place = get_chosen (page->place_row);
  EarReportOptions options = {
    .kind = get_kind (page),
    .group = &group,
    .place = &place,
    .strategy = &strategy,
    .title = gtk_editable_get_text (GTK_EDITABLE (page->title_row)),
    .organisation = gtk_editable_get_text (GTK_EDITABLE (page->organisation_row)),
    .protect = get_preset (page),
  };
  const char *title = gtk_editable_get_text (GTK_EDITABLE (page->title_row));

  if (adw_switch_row_get_active (page->publish_row))
    options.publish = title[0] == '\0' ? _ ("A report without a title") : title;
  ear_report_sections_keep (page->sections);
  g_set_object (&page->saved, file);
  gtk_widget_set_visible (GTK_WIDGET (page->outcome_box), FALSE);
  show_saving (page, TRUE);
  page->saving = g_cancellable_new ();
  share = ear_progress_box_start (page->progress, _ ("Writing the report"), page->saving);
  ear_report_save_async (ear_page_feed_get_workbook (page->feed), &options, get_format (page), file, share, page->saving, saved_cb,
                         g_object_ref (page));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarReportsPage) page = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file == NULL || page->path == NULL)
    return;
  g_free (page->agreed);
  page->agreed = ear_path_show (file);
  gtk_editable_set_text (GTK_EDITABLE (page->path), page->agreed);
  gtk_widget_grab_focus (GTK_WIDGET (page->save_button));
}

static void
choose_cb (EarReportsPage *page)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (page->path)));

  gtk_file_dialog_set_title (dialog, _ ("Save Report"));
  if (file != NULL)
    gtk_file_dialog_set_initial_file (dialog, file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL, chosen_cb,
                        g_object_ref (page));
}

/* A name that says another kind of file is taken at its word; one that says none is given its ending. */
static void
tidy_path (EarReportsPage *page)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (page->path));
  g_autofree char *whole = NULL;
  EarReportFormat format;

  if (typed[0] == '\0' || ear_report_format_from_path (typed, &format, NULL))
    return;
  whole = ear_report_path_with_format (typed, get_format (page));
  gtk_editable_set_text (GTK_EDITABLE (page->path), whole);
}

static void
save_cb (EarReportsPage *page)
{
  const char *typed;
  g_autoptr (GFile) file = NULL;

  if (page->saving != NULL || ear_page_feed_get_workbook (page->feed) == NULL)
    return;
  tidy_path (page);
  typed = gtk_editable_get_text (GTK_EDITABLE (page->path));
  file = ear_path_parse (typed);
  if (file == NULL)
    choose_cb (page);
  else if (g_strcmp0 (page->agreed, typed) != 0 && g_file_query_exists (file, NULL))
    {
      g_set_str (&page->agreed, typed);
      show_outcome (page, "dialog-warning-symbolic",
                    _ ("There is a file of this name already. Save once more to replace it, or change the name."), FALSE);
    }
  else
    save (page, file);
}

/* The name follows the kind of file … */
static void
format_cb (EarReportsPage *page, GParamSpec *pspec G_GNUC_UNUSED, GtkCheckButton *button)
{
  const char *typed = page->path == NULL ? "" : gtk_editable_get_text (GTK_EDITABLE (page->path));
  g_autofree char *path = NULL;
  EarReportFormat format;

  if (!gtk_check_button_get_active (button) || !ear_report_format_from_path (typed, &format, NULL)
      || format == get_format (page))
    return;
  path = ear_report_path_with_format (typed, get_format (page));
  gtk_editable_set_text (GTK_EDITABLE (page->path), path);
}

/* … and the kind of file follows the name. */
static void
path_cb (EarReportsPage *page)
{
  EarReportFormat format;

  if (ear_report_format_from_path (gtk_editable_get_text (GTK_EDITABLE (page->path)), &format, NULL))
    gtk_check_button_set_active (page->formats[format], TRUE);
  if (page->saving == NULL)
    gtk_widget_set_visible (GTK_WIDGET (page->outcome_box), FALSE);
}

static void
opened_cb (GObject *launcher, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarReportsPage) page = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (launcher), result, &error) && page->outcome_box != NULL
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    ear_window_show_error (ear_window_of (GTK_WIDGET (page)), _ ("The report could not be opened"), error);
}

static void
open_cb (EarReportsPage *page)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (page->saved);

  gtk_file_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL, opened_cb,
                            g_object_ref (page));
}

static void
folder_cb (EarReportsPage *page)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (page->saved);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL, NULL,
                                            NULL);
}

static void
set_workbook (EarReportsPage *page, EarWorkbook *workbook)
{
  g_autofree char *html = ear_path_suggest (_ ("what-people-said"), "html");
  g_autofree char *path = ear_report_path_with_format (html, get_format (page));

  if (!ear_page_feed_set_workbook (page->feed, workbook))
    return;
  page->introduced = FALSE;
  page->shown_kind = -1;
  ear_report_sections_show (page->sections, NULL, get_kind (page), NULL);
  ear_report_lists_show (page->lists, NULL, NULL, NULL);
  ear_logo_row_show (page->logo_row, NULL, FALSE);
  g_clear_pointer (&page->facts, ear_report_facts_free);
  gtk_editable_set_text (GTK_EDITABLE (page->path), path);
  show_saving (page, page->saving != NULL);
  g_object_notify_by_pspec (G_OBJECT (page), properties[PROP_WORKBOOK]);
}

static void
ear_reports_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_REPORTS_PAGE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_reports_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    set_workbook (EAR_REPORTS_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_reports_page_dispose (GObject *object)
{
  EarReportsPage *page = EAR_REPORTS_PAGE (object);

  g_clear_pointer (&page->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_REPORTS_PAGE);
  g_clear_object (&page->saved);
  g_clear_pointer (&page->facts, ear_report_facts_free);
  g_clear_pointer (&page->agreed, g_free);
  G_OBJECT_CLASS (ear_reports_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, protect_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, rules_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, internal_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, lists);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, publish_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, kind_group);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, kind_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, strategy_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, group_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, place_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, sections);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, facts_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, quotations_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, quotations_icon);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, logo_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, title_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, organisation_row);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, path);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, outcome_box);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, open_button);
  gtk_widget_class_bind_template_child (widget_class, EarReportsPage, folder_button);
  for (guint i = 0; i < EAR_N_REPORT_FORMATS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, format_buttons[i], FALSE,
                                               G_STRUCT_OFFSET (EarReportsPage, formats) + (gssize) (i * sizeof (GtkCheckButton *)));
  gtk_widget_class_bind_template_callback (widget_class, protect_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, subject_cb);
  gtk_widget_class_bind_template_callback (widget_class, sections_cb);
  gtk_widget_class_bind_template_callback (widget_class, quotations_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
  gtk_widget_class_bind_template_callback (widget_class, path_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
}

static void
ear_reports_page_class_init (EarReportsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_reports_page_get_property;
  object_class->set_property = ear_reports_page_set_property;
  object_class->dispose = ear_reports_page_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_LOGO_ROW);
  g_type_ensure (EAR_TYPE_PROGRESS_BOX);
  g_type_ensure (EAR_TYPE_REPORT_LISTS);
  g_type_ensure (EAR_TYPE_REPORT_SECTIONS);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ear_reports_page_init (EarReportsPage *page)
{
  const char *kinds[EAR_N_REPORT_TEMPLATES + 1] = { NULL };
  g_autoptr (GPtrArray) presets = g_ptr_array_new_null_terminated (8, NULL, TRUE);

  gtk_widget_init_template (GTK_WIDGET (page));
  for (gsize i = 0; ear_presets[i].name != NULL; i++)
    g_ptr_array_add (presets, (gpointer) ear_preset_label (&ear_presets[i]));
  ear_choice_set_labels (page->protect_row, (const char *const *) presets->pdata);
  show_preset (page);
  for (guint i = 0; i < EAR_N_REPORT_TEMPLATES; i++)
    kinds[i] = ear_report_template_label ((EarReportTemplate) i);
  ear_choice_set_labels (page->kind_row, kinds);
  show_kind (page);
  page->shown_kind = -1;
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  ear_choice_prepare (page->strategy_row);
  ear_choice_prepare (page->group_row);
  ear_choice_prepare (page->place_row);
  show_saving (page, FALSE);
}

/**
 * ear_reports_page_new:
 *
 * Returns: (transfer floating): the page, without a workbook.
 */
GtkWidget *
ear_reports_page_new (void)
{
  return g_object_new (EAR_TYPE_REPORTS_PAGE, NULL);
}
