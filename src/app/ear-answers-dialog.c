/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-answers-dialog.h"

#include <glib/gi18n.h>

#include "ear-action-dialog.h"
#include "ear-action-rows.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-window.h"

struct _EarAnswersDialog
{
  AdwDialog parent_instance;

  GtkLabel *words, *nothing;
  GtkListBox *list;

  EarPageFeed *feed;
  EarId voice;
};

G_DEFINE_FINAL_TYPE (EarAnswersDialog, ear_answers_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  GPtrArray *actions; /* EarActionRow */
  char *words;        /* (nullable) */
} Answers;

static void
answers_free (gpointer data)
{
  Answers *answers = data;

  g_clear_pointer (&answers->actions, g_ptr_array_unref);
  g_free (answers->words);
  g_free (answers);
}

static gpointer
load_job (EarStore *store, gpointer voice, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarActionFilter filter = { .voice = voice };
  Answers *answers = g_new0 (Answers, 1);
  g_autoptr (EarRecord) record = NULL;

  answers->actions = ear_action_list (store, &filter, error);
  if (answers->actions == NULL)
    {
      answers_free (answers);
      return NULL;
    }
  record = ear_store_get (store, EAR_KIND_CONTRIBUTION, voice, NULL);
  if (record != NULL)
    answers->words = g_strdup (ear_record_get (record, EAR_CONTRIBUTION_TEXT));
  return answers;
}

/* Why it is on the list, where it is not the voice itself that the action names. */
static void
add_action (EarAnswersDialog *dialog, const EarActionRow *action)
{
  GtkWidget *row = ear_action_rows_action (action);

  if (action->through_name != NULL)
    {
      g_autofree char *because = g_strdup_printf (g_str_equal (action->through, EAR_THROUGH_THEME) ? _ ("It answers the theme “%s”")
                                                                                                   : _ ("It serves “%s”"),
                                                  action->through_name);
      g_autofree char *line = g_strjoin ("\n", adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), because, NULL);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
    }
  gtk_list_box_append (dialog->list, row);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarAnswersDialog *dialog = data;
  Answers *answers = result;

  if (error != NULL)
    {
      ear_problem_show (dialog->nothing, error->message);
      return;
    }
  gtk_label_set_text (dialog->words, answers->words == NULL ? "" : answers->words);
  gtk_list_box_remove_all (dialog->list);
  for (guint i = 0; i < answers->actions->len; i++)
    add_action (dialog, answers->actions->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (dialog->list), answers->actions->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (dialog->nothing), answers->actions->len == 0);
  answers_free (answers);
}

static void
reload (gpointer data)
{
  EarAnswersDialog *dialog = data;

  ear_page_feed_ask (dialog->feed, load_job, g_memdup2 (&dialog->voice, sizeof dialog->voice), g_free, answers_free, arrived);
}

static void
open_cb (EarAnswersDialog *dialog, GtkListBoxRow *row)
{
  ear_window_show_action (ear_window_of (GTK_WIDGET (dialog)), g_object_get_data (G_OBJECT (row), "id"));
}

static void
answer_cb (EarAnswersDialog *dialog)
{
  g_autoptr (GArray) voices = g_array_new (FALSE, FALSE, sizeof (EarId));

  g_array_append_val (voices, dialog->voice);
  ear_window_answer_voices (ear_window_of (GTK_WIDGET (dialog)), voices);
}

static void
ear_answers_dialog_dispose (GObject *object)
{
  g_clear_pointer (&EAR_ANSWERS_DIALOG (object)->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_ANSWERS_DIALOG);
  G_OBJECT_CLASS (ear_answers_dialog_parent_class)->dispose (object);
}

static void
ear_answers_dialog_class_init (EarAnswersDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_answers_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-answers-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarAnswersDialog, words);
  gtk_widget_class_bind_template_child (widget_class, EarAnswersDialog, nothing);
  gtk_widget_class_bind_template_child (widget_class, EarAnswersDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
}

static void
ear_answers_dialog_init (EarAnswersDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
  dialog->feed = ear_page_feed_new (GTK_WIDGET (dialog), reload);
}

AdwDialog *
ear_answers_dialog_new (EarWorkbook *workbook, const EarId *voice)
{
  EarAnswersDialog *dialog = g_object_new (EAR_TYPE_ANSWERS_DIALOG, NULL);

  dialog->voice = *voice;
  ear_page_feed_set_workbook (dialog->feed, workbook);
  return ADW_DIALOG (dialog);
}
