/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-target-dialog.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-desk-work.h"
#include "ear-heard-work.h"
#include "ear-problem.h"
#include "ear-window.h"

struct _EarTargetDialog
{
  AdwDialog parent_instance;

  AdwComboRow *group_row, *place_row;
  AdwSpinRow *voices_row, *sessions_row;
  AdwEntryRow *from_row, *until_row, *reason_row;
  GtkLabel *problem;

  EarWorkbook *workbook;
};

G_DEFINE_FINAL_TYPE (EarTargetDialog, ear_target_dialog, ADW_TYPE_DIALOG)

static GListModel *
choices_of (GPtrArray *headings, const char *any)
{
  GListStore *choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) first = ear_choice_new (NULL, NULL, any, 0);

  g_list_store_append (choices, first);
  for (guint i = 0; i < headings->len; i++)
    {
      const EarHeading *heading = g_ptr_array_index (headings, i);
      g_autoptr (EarChoice) choice = NULL;

      if (ear_id_is_none (&heading->id))
        continue;
      choice = ear_choice_new (&heading->id, NULL, heading->label, heading->depth);
      g_list_store_append (choices, choice);
    }
  return G_LIST_MODEL (choices);
}

static void
fill (AdwComboRow *row, GPtrArray *headings, const char *any, const EarId *chosen)
{
  g_autoptr (GListModel) choices = choices_of (headings, any);

  ear_choice_prepare (row);
  adw_combo_row_set_model (row, choices);
  adw_combo_row_set_selected (row, ear_choice_find (choices, chosen, NULL));
}

static char *
take_text (AdwEntryRow *row)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (text[0] != '\0')
    return text;
  g_free (text);
  return NULL;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarTargetDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTakeBack) change = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  EarWindow *window = ear_window_of (GTK_WIDGET (dialog));

  if (change != NULL)
    {
      if (window != NULL)
        ear_deed_remember (window, g_steal_pointer (&change), _ ("Target set"), 0);
      adw_dialog_close (ADW_DIALOG (dialog));
      return;
    }
  ear_problem_show (dialog->problem, error == NULL ? NULL : error->message);
}

/* A day that is none is shown where it stands, before anything is written. */
static gboolean
check_day (EarTargetDialog *dialog, AdwEntryRow *row, guint field, const char *day)
{
  gboolean fits = day == NULL || ear_value_validate (EAR_KIND_TARGET, field, day, NULL);

  /* The label says why. */
  ear_problem_mark (row, fits ? NULL : "");
  if (fits)
    return TRUE;
  ear_problem_show (dialog->problem, _ ("Write the day as in 2027-03-31"));
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return FALSE;
}

static void
save_cb (EarTargetDialog *dialog)
{
  EarTargetJob *job = g_new0 (EarTargetJob, 1);
  EarChoice *group = ear_choice_get_selected (dialog->group_row), *place = ear_choice_get_selected (dialog->place_row);

  job->group = group == NULL ? EAR_ID_NONE : *ear_choice_get_id (group);
  job->place = place == NULL ? EAR_ID_NONE : *ear_choice_get_id (place);
  job->from = take_text (dialog->from_row);
  job->until = take_text (dialog->until_row);
  ear_problem_show (dialog->problem, NULL);
  if (!check_day (dialog, dialog->from_row, EAR_TARGET_FROM, job->from)
      || !check_day (dialog, dialog->until_row, EAR_TARGET_UNTIL, job->until))
    {
      ear_target_job_free (job);
      return;
    }
  job->reason = take_text (dialog->reason_row);
  job->voices = (guint) adw_spin_row_get_value (dialog->voices_row);
  job->sessions = (guint) adw_spin_row_get_value (dialog->sessions_row);
  ear_workbook_run_async (dialog->workbook, TRUE, ear_target_job, job, (GDestroyNotify) ear_target_job_free, (GDestroyNotify) ear_take_back_free, NULL, done_cb,
                          g_object_ref (dialog));
}

static void
ear_target_dialog_dispose (GObject *object)
{
  g_clear_object (&EAR_TARGET_DIALOG (object)->workbook);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_TARGET_DIALOG);
  G_OBJECT_CLASS (ear_target_dialog_parent_class)->dispose (object);
}

static void
ear_target_dialog_class_init (EarTargetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_target_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-target-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarTargetDialog, group_row);
  gtk_widget_class_bind_template_child (widget_class, EarTargetDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, EarTargetDialog, voices_row);
  gtk_widget_class_bind_template_child (widget_class, EarTargetDialog, sessions_row);
  gtk_widget_class_bind_template_child (widget_class, EarTargetDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, EarTargetDialog, until_row);
  gtk_widget_class_bind_template_child (widget_class, EarTargetDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, EarTargetDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
ear_target_dialog_init (EarTargetDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
}

/**
 * ear_target_dialog_new:
 *
 * Returns: (transfer floating): the dialog. It writes and closes itself.
 */
AdwDialog *
ear_target_dialog_new (EarWorkbook *workbook, GPtrArray *groups, GPtrArray *places, const EarTargetRow *target)
{
  EarTargetDialog *dialog = g_object_new (EAR_TYPE_TARGET_DIALOG, NULL);

  dialog->workbook = g_object_ref (workbook);
  fill (dialog->group_row, groups, _ ("Anybody"), target == NULL ? &EAR_ID_NONE : &target->group);
  fill (dialog->place_row, places, _ ("Anywhere"), target == NULL ? &EAR_ID_NONE : &target->place);
  if (target == NULL)
    return ADW_DIALOG (dialog);
  adw_spin_row_set_value (dialog->voices_row, target->voices);
  adw_spin_row_set_value (dialog->sessions_row, target->sessions);
  gtk_editable_set_text (GTK_EDITABLE (dialog->from_row), target->from == NULL ? "" : target->from);
  gtk_editable_set_text (GTK_EDITABLE (dialog->until_row), target->until == NULL ? "" : target->until);
  gtk_editable_set_text (GTK_EDITABLE (dialog->reason_row), target->reason == NULL ? "" : target->reason);
  return ADW_DIALOG (dialog);
}
