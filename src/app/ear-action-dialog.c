/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-action-dialog.h"

#include <glib/gi18n.h>

#include "ear-action-form.h"
#include "ear-action-words.h"
#include "ear-choice.h"
#include "ear-page-feed.h"
#include "ear-rows.h"
#include "ear-terms.h"
#include "ear-tree-chooser.h"

struct _EarActionDialog
{
  AdwDialog parent_instance;

  AdwNavigationView *pages;
  AdwNavigationPage *trail_page;
  GtkStack *stack;
  GtkLabel *title, *facts, *outcome;
  AdwPreferencesGroup *steps, *told, *ends, *voices;
  GtkButton *voices_button;

  EarPageFeed *feed;
  EarId action;
  EarActionView *view;
  GPtrArray *rows; /* GtkWidget, of all groups */
};

G_DEFINE_FINAL_TYPE (EarActionDialog, ear_action_dialog, ADW_TYPE_DIALOG)

static EarWindow *
window_of (EarActionDialog *dialog)
{
  return ear_window_of (GTK_WIDGET (dialog));
}

static void
add_row (EarActionDialog *dialog, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_object_set_data (G_OBJECT (row), "group", group);
  g_ptr_array_add (dialog->rows, row);
}

static void
clear_rows (EarActionDialog *dialog)
{
  for (guint i = 0; i < dialog->rows->len; i++)
    adw_preferences_group_remove (g_object_get_data (dialog->rows->pdata[i], "group"), dialog->rows->pdata[i]);
  g_ptr_array_set_size (dialog->rows, 0);
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* A button at the end of a row that takes off what the row shows. */
static void
add_remover (EarActionDialog *dialog, GtkWidget *row, const char *name, GCallback clicked, gconstpointer data, gsize size)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "what", g_memdup2 (data, size), g_free);
  g_signal_connect_object (button, "clicked", clicked, dialog, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
remove_record (EarActionDialog *dialog, EarKind kind, const EarId *id, const char *said)
{
  EarActionDeed *deed = ear_action_deed_new (said);

  deed->removes = kind;
  deed->removed = *id;
  ear_action_deed_do (window_of (dialog), deed, NULL, NULL);
}

static void
remove_step_cb (EarActionDialog *dialog, GtkButton *button)
{
  remove_record (dialog, EAR_KIND_ACTION_STEP, g_object_get_data (G_OBJECT (button), "what"), _ ("Step taken off"));
}

static void
remove_telling_cb (EarActionDialog *dialog, GtkButton *button)
{
  remove_record (dialog, EAR_KIND_ACTION_TELLING, g_object_get_data (G_OBJECT (button), "what"), _ ("Telling taken off"));
}

static void
unlink_cb (EarActionDialog *dialog, GtkButton *button)
{
  const EarActionEnd *end = g_object_get_data (G_OBJECT (button), "what");
  EarActionDeed *deed = ear_action_deed_new (_ ("It no longer answers that"));

  deed->action = dialog->action;
  deed->unlinks = TRUE;
  ear_action_deed_add_end (deed, end->kind, &end->id);
  ear_action_deed_do (window_of (dialog), deed, NULL, NULL);
}

static void
show_steps (EarActionDialog *dialog)
{
  const GPtrArray *steps = dialog->view->trail->steps;

  for (guint i = 0; i < steps->len; i++)
    {
      const EarActionStep *step = steps->pdata[i];
      g_autofree char *day = ear_action_words_day (step->happened);
      g_autofree char *title
        = g_strdup_printf ("%s · %s%s%s", day, ear_term_label (EAR_TERMS_STATUS, step->status), step->organisation == NULL ? "" : " · ",
                           step->organisation == NULL ? "" : step->organisation);
      g_autofree char *subtitle = ear_action_words_step (step);
      GtkWidget *row = ear_row_new (title, subtitle);

      if (step->is_current)
        gtk_widget_add_css_class (row, "current-step");
      add_remover (dialog, row, _ ("Take this step off"), G_CALLBACK (remove_step_cb), &step->id, sizeof step->id);
      add_row (dialog, dialog->steps, row);
    }
  if (steps->len == 0)
    add_row (dialog, dialog->steps, ear_row_new (_ ("Heard"), _ ("Nobody has said yet what will become of it.")));
}

static void
show_told (EarActionDialog *dialog)
{
  const GPtrArray *tellings = dialog->view->trail->tellings;

  for (guint i = 0; i < tellings->len; i++)
    {
      const EarActionTelling *telling = tellings->pdata[i];
      g_autofree char *day = telling->told_on == NULL ? NULL : ear_action_words_day (telling->told_on);
      g_autofree char *subtitle = g_strjoin (" · ", day == NULL ? _ ("day not said") : day, telling->told_how, NULL);
      GtkWidget *row = ear_row_new (telling->group, subtitle);

      add_remover (dialog, row, _ ("Take this telling off"), G_CALLBACK (remove_telling_cb), &telling->id, sizeof telling->id);
      add_row (dialog, dialog->told, row);
    }
  if (tellings->len == 0)
    add_row (dialog, dialog->told, ear_row_new (_ ("Nobody yet"), _ ("Those who said it are owed an answer.")));
}

static void
show_ends (EarActionDialog *dialog)
{
  const GPtrArray *ends = dialog->view->ends;

  for (guint i = 0; i < ends->len; i++)
    {
      const EarTrailEnd *end = ends->pdata[i];
      const EarActionEnd link = { end->kind, end->id };
      const char *kind = end->kind == EAR_KIND_GROUP ? (end->is_named ? _ ("Group") : _ ("Group of the voices"))
                         : end->kind == EAR_KIND_THEME ? _ ("Theme")
                         : end->kind == EAR_KIND_AGENDA_ITEM ? _ ("Item of a Community Assembly")
                                                       : _ ("Priority");
      g_autofree char *remove = g_strdup_printf (_ ("It does not answer “%s”"), end->name);
      GtkWidget *row = ear_row_new (end->name, kind);

      if (end->is_named)
        add_remover (dialog, row, remove, G_CALLBACK (unlink_cb), &link, sizeof link);
      add_row (dialog, dialog->ends, row);
    }
  if (ends->len == 0)
    add_row (dialog, dialog->ends, ear_row_new (_ ("Nothing is named yet"), _ ("Add the group, theme or priority that it answers.")));
}

static void
unlink_voice_cb (EarActionDialog *dialog, GtkButton *button)
{
  unlink_cb (dialog, button);
}

static void
show_voices (EarActionDialog *dialog)
{
  const EarActionTrail *trail = dialog->view->trail;
  g_autofree char *withdrawn = ear_action_words_withdrawn (trail->n_withdrawn);
  g_autofree char *description = ear_action_words_voices (trail->n_voices, trail->voices->len);

  for (guint i = 0; i < trail->voices->len; i++)
    {
      const EarTrailVoice *voice = trail->voices->pdata[i];
      const EarActionEnd link = { EAR_KIND_CONTRIBUTION, voice->id };
      g_autofree char *facts = ear_action_words_voice (voice);
      GtkWidget *row = ear_row_new (voice->text != NULL ? voice->text : _ ("Its words may only be counted"), facts);

      if (g_str_equal (voice->through, EAR_THROUGH_VOICE))
        add_remover (dialog, row, _ ("It does not answer this voice"), G_CALLBACK (unlink_voice_cb), &link, sizeof link);
      add_row (dialog, dialog->voices, row);
    }
  if (withdrawn != NULL)
    add_row (dialog, dialog->voices, ear_row_new (withdrawn, _ ("Nothing of it is left, here or elsewhere.")));
  adw_preferences_group_set_description (dialog->voices, description);
  gtk_widget_set_sensitive (GTK_WIDGET (dialog->voices_button), trail->n_voices > 0);
}

static void
show (EarActionDialog *dialog)
{
  const EarActionRow *row = dialog->view->row;
  g_autofree char *facts = ear_action_words_facts (row);

  clear_rows (dialog);
  set_line (dialog->title, row->title);
  set_line (dialog->facts, facts);
  set_line (dialog->outcome, row->outcome);
  show_steps (dialog);
  show_told (dialog);
  show_ends (dialog);
  show_voices (dialog);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarActionDialog *dialog = data;

  if (error != NULL)
    {
      ear_window_show_error (window_of (dialog), _ ("The action could not be read"), error);
      return;
    }
  g_clear_pointer (&dialog->view, ear_action_view_free);
  dialog->view = result;
  gtk_widget_action_set_enabled (GTK_WIDGET (dialog), "action.edit", dialog->view->row != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (dialog), "action.remove", dialog->view->row != NULL);
  if (dialog->view->row != NULL)
    show (dialog);
  gtk_stack_set_visible_child_name (dialog->stack, dialog->view->row == NULL ? "gone" : "trail");
}

static void
reload (gpointer data)
{
  EarActionDialog *dialog = data;

  ear_page_feed_ask (dialog->feed, ear_action_view_load, g_memdup2 (&dialog->action, sizeof dialog->action), g_free,
                     (GDestroyNotify) ear_action_view_free, arrived);
}

static void
saved_cb (EarActionDialog *dialog)
{
  adw_navigation_view_pop_to_page (dialog->pages, dialog->trail_page);
}

static void
push_form (EarActionDialog *dialog, AdwNavigationPage *form)
{
  g_signal_connect_object (form, "saved", G_CALLBACK (saved_cb), dialog, G_CONNECT_SWAPPED);
  adw_navigation_view_push (dialog->pages, form);
}

static void
step_cb (EarActionDialog *dialog)
{
  if (dialog->view != NULL && dialog->view->row != NULL)
    push_form (dialog, ear_action_form_step (dialog->view));
}

static void
tell (EarActionDialog *dialog, const GPtrArray *groups)
{
  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (EarId));

  g_array_append_val (actions, dialog->action);
  push_form (dialog, ear_action_form_tell (actions, groups));
}

static void
group_chosen_cb (EarActionDialog *dialog, EarChoice *choice)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_trail_end_free);
  EarTrailEnd *end = g_new0 (EarTrailEnd, 1);

  end->kind = EAR_KIND_GROUP;
  end->id = *ear_choice_get_id (choice);
  end->name = g_strdup (ear_choice_get_label (choice));
  g_ptr_array_add (groups, end);
  tell (dialog, groups);
}

static void
end_chosen_cb (EarActionDialog *dialog, EarChoice *choice, GObject *chooser)
{
  EarActionDeed *deed = ear_action_deed_new (_ ("It answers that, too"));

  deed->action = dialog->action;
  ear_action_deed_add_end (deed, (EarKind) GPOINTER_TO_INT (g_object_get_data (chooser, "kind")), ear_choice_get_id (choice));
  ear_action_deed_do (window_of (dialog), deed, NULL, NULL);
}

typedef struct
{
  EarActionDialog *dialog;
  EarKind kind;
  gboolean tells;
} Asking;

static void
trees_arrived_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asking *asking = data;
  g_autoptr (EarActionDialog) dialog = asking->dialog;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  AdwDialog *chooser;

  if (rows == NULL || dialog->feed == NULL)
    return;
  chooser = ear_tree_chooser_new (asking->tells                       ? _ ("Who was told?")
                                  : asking->kind == EAR_KIND_GROUP ? _ ("Which group does it answer?")
                                  : asking->kind == EAR_KIND_THEME ? _ ("Which theme does it answer?")
                                                                   : _ ("Which priority does it serve?"),
                                  rows, EAR_TREE_CHOOSER_ROWS);
  g_object_set_data (G_OBJECT (chooser), "kind", GINT_TO_POINTER (asking->kind));
  g_signal_connect_object (chooser, "chosen", asking->tells ? G_CALLBACK (group_chosen_cb) : G_CALLBACK (end_chosen_cb), dialog,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, GTK_WIDGET (dialog));
}

static void
ask (EarActionDialog *dialog, EarKind kind, gboolean tells)
{
  Asking *asking = g_new0 (Asking, 1);

  *asking = (Asking) { g_object_ref (dialog), kind, tells };
  ear_workbook_run_async (ear_page_feed_get_workbook (dialog->feed), FALSE, ear_action_words_load_tree, GINT_TO_POINTER (kind), NULL,
                          (GDestroyNotify) g_ptr_array_unref, NULL, trees_arrived_cb, asking);
}

static gboolean
has_group (const GPtrArray *ends)
{
  for (guint i = 0; i < ends->len; i++)
    {
      if (((EarTrailEnd *) ends->pdata[i])->kind == EAR_KIND_GROUP)
        return TRUE;
    }
  return FALSE;
}

static void
tell_cb (EarActionDialog *dialog)
{
  if (dialog->view == NULL || dialog->view->row == NULL)
    return;
  if (has_group (dialog->view->ends))
    tell (dialog, dialog->view->ends);
  else
    ask (dialog, EAR_KIND_GROUP, TRUE);
}

static void
voices_cb (EarActionDialog *dialog)
{
  EarVoiceFilter filter = { .action = &dialog->action };

  ear_window_show_voices (window_of (dialog), &filter);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
edit_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarActionDialog *dialog = EAR_ACTION_DIALOG (widget);

  if (dialog->view != NULL && dialog->view->row != NULL)
    push_form (dialog, ear_action_form_edit (dialog->view));
}

static void
remove_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarActionDialog *dialog = EAR_ACTION_DIALOG (widget);

  remove_record (dialog, EAR_KIND_ACTION, &dialog->action, _ ("Action taken off the ledger"));
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  ask (EAR_ACTION_DIALOG (widget), g_str_has_suffix (name, "group")   ? EAR_KIND_GROUP
                                   : g_str_has_suffix (name, "theme") ? EAR_KIND_THEME
                                                                      : EAR_KIND_PRIORITY,
       FALSE);
}

static void
ear_action_dialog_dispose (GObject *object)
{
  EarActionDialog *dialog = EAR_ACTION_DIALOG (object);

  g_clear_pointer (&dialog->feed, ear_page_feed_free);
  g_clear_pointer (&dialog->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_ACTION_DIALOG);
  g_clear_pointer (&dialog->view, ear_action_view_free);
  G_OBJECT_CLASS (ear_action_dialog_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, EarActionDialog, name)

static void
ear_action_dialog_class_init (EarActionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_action_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-action-dialog.ui");
  BIND (pages);
  BIND (trail_page);
  BIND (stack);
  BIND (title);
  BIND (facts);
  BIND (outcome);
  BIND (steps);
  BIND (told);
  BIND (ends);
  BIND (voices);
  BIND (voices_button);
  gtk_widget_class_bind_template_callback (widget_class, step_cb);
  gtk_widget_class_bind_template_callback (widget_class, tell_cb);
  gtk_widget_class_bind_template_callback (widget_class, voices_cb);
  gtk_widget_class_install_action (widget_class, "action.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "action.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "action.add-group", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "action.add-theme", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "action.add-priority", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "action.edit", NULL);
}

static void
ear_action_dialog_init (EarActionDialog *dialog)
{
  dialog->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (dialog));
  dialog->feed = ear_page_feed_new (GTK_WIDGET (dialog), reload);
}

/**
 * ear_action_dialog_new:
 *
 * Returns: (transfer floating): a dialog that follows the action while it is open.
 */
AdwDialog *
ear_action_dialog_new (EarWorkbook *workbook, const EarId *action)
{
  EarActionDialog *dialog = g_object_new (EAR_TYPE_ACTION_DIALOG, NULL);

  dialog->action = *action;
  ear_page_feed_set_workbook (dialog->feed, workbook);
  return ADW_DIALOG (dialog);
}

static void
form_saved_cb (AdwDialog *dialog)
{
  adw_dialog_close (dialog);
}

/**
 * ear_action_form_dialog:
 * @form: (transfer floating): an EarActionForm
 */
AdwDialog *
ear_action_form_dialog (AdwNavigationPage *form)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_navigation_view_new ();

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), form);
  adw_dialog_set_title (dialog, adw_navigation_page_get_title (form));
  adw_dialog_set_content_width (dialog, 640);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  g_signal_connect_object (form, "saved", G_CALLBACK (form_saved_cb), dialog, G_CONNECT_SWAPPED);
  return dialog;
}
