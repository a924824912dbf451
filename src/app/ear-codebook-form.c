/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-codebook-form.h"

#include <glib/gi18n.h>

#include "ear-book-deeds.h"
#include "ear-choice.h"
#include "ear-codebook-facts.h"
#include "ear-colour-choice.h"
#include "ear-look.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-prose-box.h"
#include "ear-terms.h"
#include "ear-theme-field.h"

#define N_FIELDS 7

struct _EarCodebookForm
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkWidget *state_box, *look_box;
  GtkLabel *state, *look;
  AdwEntryRow *name, *source, *section;
  AdwComboRow *nature;
  GtkButton *voices_button, *retire_button;
  EarProseBox *definition, *use_when, *not_when, *examples;
  EarColourChoice *colour;
  EarCodebookFacts *facts;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  EarWorkbook *workbook; /* also after the form is gone, until what was left in it is written */
  EarBookModel *model;
  EarId theme;
  EarThemeField *fields[N_FIELDS];
  EarRecord *record;   /* (nullable) of the theme */
  EarBookUsage *usage; /* (nullable) */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (EarCodebookForm, ear_codebook_form, ADW_TYPE_BIN)

/* What is read of one theme. */
typedef struct
{
  EarRecord *record;
  EarBookUsage *usage;
  GPtrArray *history;
} Facts;

static void
facts_free (Facts *facts)
{
  ear_record_free (facts->record);
  ear_book_usage_free (facts->usage);
  g_clear_pointer (&facts->history, g_ptr_array_unref);
  g_free (facts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Facts, facts_free)

static gpointer
load (EarStore *store, gpointer theme, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (Facts) facts = g_new0 (Facts, 1);

  facts->record = ear_store_get (store, EAR_KIND_THEME, theme, error);
  if (facts->record == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, EAR_CAPTURE_ERROR, EAR_CAPTURE_ERROR_NOT_HERE, _ ("This theme is not in the workbook any more."));
  facts->usage = facts->record == NULL ? NULL : ear_book_usage (store, theme, error);
  facts->history = facts->usage == NULL ? NULL : ear_book_history (store, theme, error);
  return facts->history == NULL ? NULL : g_steal_pointer (&facts);
}

static void
set_notice (GtkWidget *box, GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (box, text != NULL);
}

static char *
describe_state (const EarBookTheme *theme)
{
  if (theme->state == EAR_BOOK_MERGED)
    return g_strdup_printf (_ ("Merged into “%s”: what is coded with it counts there."), theme->now_name);
  if (theme->state == EAR_BOOK_SPLIT && theme->n_waiting > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Split. %'u coding waits for somebody to say which part is meant.",
                                         "Split. %'u codings wait for somebody to say which part is meant.", theme->n_waiting),
                            theme->n_waiting);
  if (theme->state == EAR_BOOK_SPLIT)
    return g_strdup (_ ("Split into others, and not offered any more."));
  return theme->state == EAR_BOOK_RETIRED ? g_strdup (_ ("Retired: it is not offered for new codings. Those it has keep counting."))
                                          : NULL;
}

static char *
describe_looks (const EarBookTheme *theme)
{
  if (theme->n_looks > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Somebody else wrote something different. %'u thing to decide.",
                                         "Others wrote something different. %'u things to decide.", theme->n_looks),
                            theme->n_looks);
  if (theme->state == EAR_BOOK_SPLIT && theme->n_waiting > 0)
    return g_strdup (_ ("What waits is decided in Needs a Look."));
  return theme->merging_left_out
           ? g_strdup (_ ("It was merged into a theme that somebody else merged back into it, so both still stand. "
                          "Merge one of them again, or bring this one back to keep them apart."))
           : NULL;
}

static void
show_standing (EarCodebookForm *form)
{
  EarBookNode *node = ear_book_model_find (form->model, &form->theme);
  const EarBookTheme *theme = node == NULL ? NULL : ear_book_node_get_theme (node);
  g_autofree char *state = theme == NULL ? NULL : describe_state (theme);
  g_autofree char *looks = theme == NULL ? NULL : describe_looks (theme);

  set_notice (form->state_box, form->state, state);
  set_notice (form->look_box, form->look, looks);
  gtk_button_set_label (form->retire_button, state == NULL ? _ ("Retire") : _ ("Bring Back"));
  if (theme != NULL)
    ear_colour_choice_set (form->colour, form->model, &form->theme);
}

static void
show_nature (EarCodebookForm *form)
{
  const char *nature = ear_record_get (form->record, EAR_THEME_NATURE);
  guint position = ear_choice_find (adw_combo_row_get_model (form->nature), &EAR_ID_NONE, nature == NULL ? "theme" : nature);

  form->filling = TRUE;
  adw_combo_row_set_selected (form->nature, position);
  form->filling = FALSE;
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarCodebookForm *form = data;
  g_autoptr (Facts) facts = result;

  if (error != NULL)
    {
      ear_problem_show_page (form->failed, error->message);
      gtk_stack_set_visible_child_name (form->stack, "failed");
      return;
    }
  ear_record_free (form->record);
  ear_book_usage_free (form->usage);
  form->record = g_steal_pointer (&facts->record);
  form->usage = g_steal_pointer (&facts->usage);
  for (guint i = 0; i < N_FIELDS; i++)
    ear_theme_field_set_value (form->fields[i], ear_record_get (form->record, ear_theme_field_get_number (form->fields[i])));
  show_nature (form);
  show_standing (form);
  ear_codebook_facts_set (form->facts, &form->theme, form->usage, g_steal_pointer (&facts->history));
  gtk_stack_set_visible_child_name (form->stack, "theme");
}

static void
reload (gpointer data)
{
  EarCodebookForm *form = data;

  if (!ear_id_is_none (&form->theme))
    ear_page_feed_ask (form->feed, load, g_memdup2 (&form->theme, sizeof (EarId)), g_free, (GDestroyNotify) facts_free, arrived);
}

/* Writing. */

static void
forget_draft (EarWorkbook *workbook, const EarBookDeed *deed)
{
  g_autofree char *place
    = ear_draft_place (EAR_DRAFT_THEME, &deed->theme, ear_field_info (EAR_KIND_THEME, deed->field)->name);

  ear_workbook_save_draft_async (workbook, place, NULL, NULL, NULL);
}

static void
written_cb (gpointer object, gpointer data, gboolean done)
{
  EarCodebookForm *form = object;
  const EarBookDeed *deed = data;

  for (guint i = 0; i < N_FIELDS && form->fields[i] != NULL && ear_id_equal (&form->theme, &deed->theme); i++)
    {
      if (ear_theme_field_get_number (form->fields[i]) == deed->field)
        {
          ear_theme_field_end (form->fields[i], done);
          return;
        }
    }
  if (done && form->workbook != NULL)
    forget_draft (form->workbook, deed);
}

static void
write_field (EarCodebookForm *form, guint field, const char *value, EarDeedEnd end)
{
  g_autofree char *said = g_strdup_printf (_ ("%s changed"), ear_look_field_label (EAR_KIND_THEME, field));
  EarBookDeed *deed;

  /* Left by being taken away: the draft stays, and is written when the workbook is next opened. */
  if (gtk_widget_get_root (GTK_WIDGET (form)) == NULL)
    return;
  deed = ear_book_deed_new (EAR_BOOK_SET, &form->theme);
  deed->field = field;
  deed->value = g_strdup (value);
  ear_book_deed_do (ear_window_of (GTK_WIDGET (form)), deed, said, end, G_OBJECT (form));
}

static void
left_cb (guint field, const char *value, gpointer data)
{
  write_field (data, field, value, written_cb);
}

static void
nature_cb (EarCodebookForm *form)
{
  EarChoice *choice = ear_choice_get_selected (form->nature);

  if (!form->filling && choice != NULL && form->record != NULL)
    write_field (form, EAR_THEME_NATURE, ear_choice_get_key (choice), NULL);
}

static void
colour_cb (EarCodebookForm *form, int step)
{
  g_autofree char *value = step < 0 ? NULL : g_strdup_printf ("%d", step);

  write_field (form, EAR_THEME_COLOUR, value, NULL);
}

static void
look_cb (EarCodebookForm *form)
{
  ear_window_show_page (ear_window_of (GTK_WIDGET (form)), "look");
}

static void
again_cb (EarCodebookForm *form)
{
  ear_page_feed_refresh (form->feed);
}

static void
ear_codebook_form_dispose (GObject *object)
{
  EarCodebookForm *form = EAR_CODEBOOK_FORM (object);

  form->filling = TRUE;
  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_pointer (&form->fields[i], ear_theme_field_free);
  g_clear_pointer (&form->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_CODEBOOK_FORM);
  g_clear_object (&form->model);
  G_OBJECT_CLASS (ear_codebook_form_parent_class)->dispose (object);
}

static void
ear_codebook_form_finalize (GObject *object)
{
  EarCodebookForm *form = EAR_CODEBOOK_FORM (object);

  ear_record_free (form->record);
  ear_book_usage_free (form->usage);
  g_clear_object (&form->workbook);
  G_OBJECT_CLASS (ear_codebook_form_parent_class)->finalize (object);
}

static void
ear_codebook_form_class_init (EarCodebookFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_codebook_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_codebook_form_finalize;
  g_type_ensure (EAR_TYPE_PROSE_BOX);
  g_type_ensure (EAR_TYPE_COLOUR_CHOICE);
  g_type_ensure (EAR_TYPE_CODEBOOK_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-codebook-form.ui");
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, state_box);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, look_box);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, state);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, look);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, name);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, nature);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, voices_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, retire_button);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, definition);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, use_when);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, not_when);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, examples);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, colour);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, source);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, section);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, facts);
  gtk_widget_class_bind_template_child (widget_class, EarCodebookForm, failed);
  gtk_widget_class_bind_template_callback (widget_class, nature_cb);
  gtk_widget_class_bind_template_callback (widget_class, colour_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
add_natures (EarCodebookForm *form)
{
  g_autoptr (GListStore) natures = g_list_store_new (EAR_TYPE_CHOICE);

  form->filling = TRUE;
  ear_choice_prepare (form->nature);
  for (guint i = 0; EAR_TERMS_THEME_NATURE[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice
        = ear_choice_new (NULL, EAR_TERMS_THEME_NATURE[i], ear_term_label (EAR_TERMS_THEME_NATURE, EAR_TERMS_THEME_NATURE[i]), 0);

      g_list_store_append (natures, choice);
    }
  adw_combo_row_set_model (form->nature, G_LIST_MODEL (natures));
  form->filling = FALSE;
}

static void
ear_codebook_form_init (EarCodebookForm *form)
{
  gtk_widget_init_template (GTK_WIDGET (form));
  form->stack = GTK_STACK (adw_bin_get_child (ADW_BIN (form))); /* bound, it would be let go of twice */
  form->feed = ear_page_feed_new (GTK_WIDGET (form), reload);
  add_natures (form);
  form->fields[0] = ear_theme_field_new (EAR_THEME_NAME, GTK_WIDGET (form->name), left_cb, form);
  form->fields[1] = ear_theme_field_new (EAR_THEME_DEFINITION, ear_prose_box_get_view (form->definition), left_cb, form);
  form->fields[2] = ear_theme_field_new (EAR_THEME_USE_WHEN, ear_prose_box_get_view (form->use_when), left_cb, form);
  form->fields[3] = ear_theme_field_new (EAR_THEME_NOT_WHEN, ear_prose_box_get_view (form->not_when), left_cb, form);
  form->fields[4] = ear_theme_field_new (EAR_THEME_EXAMPLES, ear_prose_box_get_view (form->examples), left_cb, form);
  form->fields[5] = ear_theme_field_new (EAR_THEME_SOURCE, GTK_WIDGET (form->source), left_cb, form);
  form->fields[6] = ear_theme_field_new (EAR_THEME_SECTION, GTK_WIDGET (form->section), left_cb, form);
}

void
ear_codebook_form_set_workbook (EarCodebookForm *form, EarWorkbook *workbook, EarBookModel *model)
{
  g_set_object (&form->model, model);
  g_set_object (&form->workbook, workbook);
  ear_page_feed_set_workbook (form->feed, workbook);
}

void
ear_codebook_form_leave (EarCodebookForm *form)
{
  for (guint i = 0; i < N_FIELDS && !ear_id_is_none (&form->theme); i++)
    ear_theme_field_leave (form->fields[i]);
}

void
ear_codebook_form_set_theme (EarCodebookForm *form, const EarId *theme)
{
  EarWorkbook *workbook = ear_page_feed_get_workbook (form->feed);

  if (ear_id_equal (&form->theme, theme))
    {
      if (form->record != NULL)
        show_standing (form);
      return;
    }
  ear_codebook_form_leave (form);
  form->theme = *theme;
  g_clear_pointer (&form->record, ear_record_free);
  g_clear_pointer (&form->usage, ear_book_usage_free);
  if (ear_id_is_none (theme) || workbook == NULL)
    {
      gtk_stack_set_visible_child_name (form->stack, "none");
      return;
    }
  for (guint i = 0; i < N_FIELDS; i++)
    ear_theme_field_set_theme (form->fields[i], workbook, theme);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (form->scroller), 0);
  ear_page_feed_refresh (form->feed);
}

void
ear_codebook_form_focus (EarCodebookForm *form)
{
  gtk_widget_grab_focus (GTK_WIDGET (form->name));
}
