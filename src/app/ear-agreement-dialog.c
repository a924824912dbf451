/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-agreement-dialog.h"

#include <glib/gi18n.h>

#include "ear-agreement.h"
#include "ear-choice.h"
#include "ear-desk-work.h"
#include "ear-outside.h"
#include "ear-page-feed.h"
#include "ear-rows.h"

/* More would not be gone through in one sitting; as some are settled others come up. */
#define MAX_DISAGREEMENTS 50

struct _EarAgreementDialog
{
  AdwDialog parent_instance;

  GtkStack *stack; /* "few", "figures" */
  AdwComboRow *first, *second;
  GtkLabel *summary;
  AdwPreferencesGroup *themes_group, *disagreements_group;

  EarPageFeed *feed;
  gboolean filling;    /* the coders are being listed */
  GPtrArray *rows;     /* GtkWidget, of both groups */
  EarAgreement *agreement;
};

G_DEFINE_FINAL_TYPE (EarAgreementDialog, ear_agreement_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  GPtrArray *coders; /* EarCoder */
  EarAgreement *agreement;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->coders, g_ptr_array_unref);
  ear_agreement_free (answer->agreement);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static const char *
name_of (Answer *answer, guint n)
{
  return ((EarCoder *) answer->coders->pdata[n])->name;
}

/* Those that were chosen, or the two who coded most. */
static gpointer
compare (EarStore *store, gpointer chosen, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  const char *const *names = chosen;

  answer->coders = ear_coder_list (store, error);
  if (answer->coders == NULL)
    return NULL;
  if (answer->coders->len < 2)
    return g_steal_pointer (&answer);
  answer->agreement = ear_agreement_find (
    store, names[0] != NULL ? names : (const char *const[]){ name_of (answer, 0), name_of (answer, 1), NULL }, MAX_DISAGREEMENTS,
    error);
  return answer->agreement == NULL ? NULL : g_steal_pointer (&answer);
}

static void
add_row (EarAgreementDialog *dialog, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "group", group);
  g_ptr_array_add (dialog->rows, row);
}

static void
clear_rows (EarAgreementDialog *dialog)
{
  for (guint i = 0; i < dialog->rows->len; i++)
    adw_preferences_group_remove (g_object_get_data (dialog->rows->pdata[i], "group"), dialog->rows->pdata[i]);
  g_ptr_array_set_size (dialog->rows, 0);
}

static char *
format (const EarCoefficient *coefficient)
{
  g_autofree char *number = ear_coefficient_format (coefficient);

  return *number == '\0' ? g_strdup (ear_coefficient_words (coefficient))
                         : g_strdup_printf ("%s, %s", number, ear_coefficient_words (coefficient));
}

static void
add_scale (GtkGrid *grid, int line, const char *basis, const EarAgreementScale *scale)
{
  g_autofree char *kappa = format (&scale->kappa), *alpha = format (&scale->alpha);
  g_autofree char *alike = g_strdup_printf (_ ("%'" G_GUINT64_FORMAT " of %'" G_GUINT64_FORMAT), scale->same, scale->units);
  const char *const texts[] = { basis, alike, kappa, alpha };

  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *label = gtk_label_new (texts[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_set_hexpand (label, i > 1);
      gtk_widget_add_css_class (label, "caption");
      if (line == 0)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_grid_attach (grid, label, i, line + 1, 1, 1);
    }
}

static void
add_heads (GtkGrid *grid)
{
  const char *const heads[] = { _ ("Of"), _ ("Alike"), _ ("Kappa"), _ ("Alpha") };

  for (int i = 0; i < (int) G_N_ELEMENTS (heads); i++)
    {
      GtkWidget *label = gtk_label_new (heads[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_grid_attach (grid, label, i, 0, 1, 1);
    }
}

static void
add_theme (EarAgreementDialog *dialog, const EarAgreementTheme *theme)
{
  GtkWidget *grid = gtk_grid_new (), *scrolled = gtk_scrolled_window_new (), *line = gtk_list_box_row_new (), *row;
  g_autofree char *name = ear_outside_text (theme->name);
  g_autofree char *kappa = format (&theme->voices.kappa);
  g_autofree char *subtitle = g_strdup_printf (_ ("%'" G_GUINT64_FORMAT " of %'" G_GUINT64_FORMAT " voices alike · kappa %s"),
                                               theme->voices.same, theme->voices.units, kappa);

  row = ear_row_new_expander (name, subtitle);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "agreement-figures");
  add_heads (GTK_GRID (grid));
  add_scale (GTK_GRID (grid), 1, _ ("Voices"), &theme->voices);
  add_scale (GTK_GRID (grid), 2, _ ("Coded text"), &theme->coded_text);
  add_scale (GTK_GRID (grid), 3, _ ("All text"), &theme->all_text);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), FALSE);
  /* Four columns of figures have room for themselves only where there is some. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line), scrolled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
  add_row (dialog, dialog->themes_group, row);
}

static const EarDisagreement *
disagreement_of (EarAgreementDialog *dialog, GtkWidget *button)
{
  return dialog->agreement->disagreements->pdata[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "disagreement"))];
}

static void
open_cb (GtkButton *button, EarAgreementDialog *dialog)
{
  const EarDisagreement *one = disagreement_of (dialog, GTK_WIDGET (button));
  EarVoiceFilter filter = { .session = &one->session, .search = one->text };

  ear_window_show_voices (ear_window_of (GTK_WIDGET (dialog)), &filter);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
settle_cb (GtkButton *button, EarAgreementDialog *dialog)
{
  const EarDisagreement *one = disagreement_of (dialog, GTK_WIDGET (button));
  guint right = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "right"));
  g_autoptr (GArray) voices = g_array_new (FALSE, FALSE, sizeof (EarId));
  g_autofree char *name = NULL, *coder = NULL;
  EarDeed *deed;

  g_array_append_val (voices, one->voice);
  deed = ear_deed_new (EAR_DEED_SETTLE, voices);
  deed->record = one->theme;
  deed->coders = g_strdupv (dialog->agreement->coders);
  deed->value = g_strdup (dialog->agreement->coders[right]);
  name = ear_outside_text (one->name);
  coder = ear_outside_text (deed->value);
  deed->said = g_strdup_printf (_ ("“%s” settled as %s has it"), name, coder);
  ear_deed_do (ear_window_of (GTK_WIDGET (dialog)), deed);
}

static GtkWidget *
new_button (EarAgreementDialog *dialog, guint n, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), "disagreement", GUINT_TO_POINTER (n));
  ear_button_break_lines (GTK_BUTTON (button));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, dialog, 0);
  return button;
}

static void
add_disagreement (EarAgreementDialog *dialog, guint n)
{
  const EarDisagreement *one = dialog->agreement->disagreements->pdata[n];
  char **coders = dialog->agreement->coders;
  GtkWidget *row = adw_action_row_new (), *buttons = adw_wrap_box_new ();
  g_autofree char *name = ear_outside_text (one->name);
  g_autofree char *did = ear_outside_text (coders[one->did & 1 ? 0 : 1]);
  g_autofree char *did_not = ear_outside_text (coders[one->did & 1 ? 1 : 0]);
  g_autofree char *words = ear_outside_text (one->text);
  g_autofree char *subtitle = NULL;

  if (one->only_words)
    subtitle = g_strdup_printf (_ ("%s: both, but not on the same words"), name);
  else
    subtitle = g_strdup_printf (_ ("%s: by %s, not by %s"), name, did, did_not);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words == NULL ? _ ("Words not kept here") : words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (buttons), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (buttons), 6);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *coder = ear_outside_text (coders[i]);
      g_autofree char *label = g_strdup_printf (_ ("As %s"), coder);
      GtkWidget *button = new_button (dialog, n, label, G_CALLBACK (settle_cb));

      g_object_set_data (G_OBJECT (button), "right", GUINT_TO_POINTER (i));
      adw_wrap_box_append (ADW_WRAP_BOX (buttons), button);
    }
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), new_button (dialog, n, _ ("Open"), G_CALLBACK (open_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), buttons);
  add_row (dialog, dialog->disagreements_group, row);
}

static void
list_coders (EarAgreementDialog *dialog, AdwComboRow *row, GPtrArray *coders, const char *chosen)
{
  g_autoptr (GListStore) names = g_list_store_new (EAR_TYPE_CHOICE);
  guint selected = 0;

  for (guint i = 0; i < coders->len; i++)
    {
      const char *coder = ((EarCoder *) coders->pdata[i])->name;
      g_autofree char *name = ear_outside_text (coder);
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, coder, name, 0);

      g_list_store_append (names, choice);
      if (g_str_equal (coder, chosen))
        selected = i;
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, selected);
}

static void
show_agreement (EarAgreementDialog *dialog)
{
  const EarAgreement *agreement = dialog->agreement;
  g_autofree char *voices = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'" G_GUINT64_FORMAT " voice that both could code: of a conversation in which both coded something.",
                 "%'" G_GUINT64_FORMAT " voices that both could code: of conversations in which both coded something.",
                 (gulong) agreement->n_voices),
    agreement->n_voices);
  g_autofree char *differ
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u disagreement.", "%'u disagreements.", agreement->n_disagreements),
                       agreement->n_disagreements);
  g_autofree char *summary = g_strdup_printf ("%s %s", voices, differ);

  clear_rows (dialog);
  gtk_label_set_text (dialog->summary, summary);
  for (guint i = 0; i < agreement->themes->len; i++)
    add_theme (dialog, agreement->themes->pdata[i]);
  for (guint i = 0; i < agreement->disagreements->len; i++)
    add_disagreement (dialog, i);
  gtk_widget_set_visible (GTK_WIDGET (dialog->disagreements_group), agreement->disagreements->len > 0);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarAgreementDialog *dialog = data;
  g_autoptr (Answer) answer = result;

  if (error != NULL)
    {
      ear_window_show_error (ear_window_of (GTK_WIDGET (dialog)), _ ("The coders could not be compared"), error);
      return;
    }
  gtk_stack_set_visible_child_name (dialog->stack, answer->agreement == NULL ? "few" : "figures");
  clear_rows (dialog);
  ear_agreement_free (dialog->agreement);
  dialog->agreement = g_steal_pointer (&answer->agreement);
  if (dialog->agreement == NULL)
    return;
  dialog->filling = TRUE;
  list_coders (dialog, dialog->first, answer->coders, dialog->agreement->coders[0]);
  list_coders (dialog, dialog->second, answer->coders, dialog->agreement->coders[1]);
  dialog->filling = FALSE;
  show_agreement (dialog);
}

static void
reload (gpointer data)
{
  EarAgreementDialog *dialog = data;
  EarChoice *first = ear_choice_get_selected (dialog->first), *second = ear_choice_get_selected (dialog->second);
  GStrv chosen = g_new0 (char *, 3);

  if (first != NULL && second != NULL && first != second)
    {
      chosen[0] = g_strdup (ear_choice_get_key (first));
      chosen[1] = g_strdup (ear_choice_get_key (second));
      if (g_str_equal (chosen[0], chosen[1]))
        g_clear_pointer (&chosen[0], g_free);
    }
  ear_page_feed_ask (dialog->feed, compare, chosen, (GDestroyNotify) g_strfreev, answer_free, arrived);
}

static void
chosen_cb (EarAgreementDialog *dialog)
{
  if (!dialog->filling && dialog->feed != NULL)
    ear_page_feed_refresh (dialog->feed);
}

static void
ear_agreement_dialog_dispose (GObject *object)
{
  EarAgreementDialog *dialog = EAR_AGREEMENT_DIALOG (object);

  g_clear_pointer (&dialog->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_AGREEMENT_DIALOG);
  G_OBJECT_CLASS (ear_agreement_dialog_parent_class)->dispose (object);
}

static void
ear_agreement_dialog_finalize (GObject *object)
{
  EarAgreementDialog *dialog = EAR_AGREEMENT_DIALOG (object);

  g_ptr_array_unref (dialog->rows);
  ear_agreement_free (dialog->agreement);
  G_OBJECT_CLASS (ear_agreement_dialog_parent_class)->finalize (object);
}

static void
ear_agreement_dialog_class_init (EarAgreementDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_agreement_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_agreement_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-agreement-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarAgreementDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EarAgreementDialog, first);
  gtk_widget_class_bind_template_child (widget_class, EarAgreementDialog, second);
  gtk_widget_class_bind_template_child (widget_class, EarAgreementDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, EarAgreementDialog, themes_group);
  gtk_widget_class_bind_template_child (widget_class, EarAgreementDialog, disagreements_group);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
ear_agreement_dialog_init (EarAgreementDialog *dialog)
{
  dialog->rows = g_ptr_array_new ();
  dialog->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (dialog));
  ear_choice_prepare (dialog->first);
  ear_choice_prepare (dialog->second);
  dialog->filling = FALSE;
  dialog->feed = ear_page_feed_new (GTK_WIDGET (dialog), reload);
}

/**
 * ear_agreement_dialog_new:
 *
 * Returns: (transfer floating): the comparison of the two who coded most; others can be chosen.
 */
AdwDialog *
ear_agreement_dialog_new (EarWorkbook *workbook)
{
  EarAgreementDialog *dialog = g_object_new (EAR_TYPE_AGREEMENT_DIALOG, NULL);

  ear_page_feed_set_workbook (dialog->feed, workbook);
  return ADW_DIALOG (dialog);
}
