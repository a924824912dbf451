/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-coproduction-dialog.h"

#include <glib/gi18n.h>

#include "ear-action-words.h"
#include "ear-choice.h"
#include "ear-rows.h"
#include "ear-terms.h"
#include "ear-tree-chooser.h"

struct _EarCoproductionDialog
{
  AdwDialog parent_instance;

  GtkButton *remove;
  AdwEntryRow *title_row, *project, *happened, *organisation, *reward, *decision, *influence;
  AdwComboRow *stage, *rung;
  AdwPreferencesGroup *people;
  AdwSpinRow *hours;

  EarWorkbook *workbook;
  EarRecord *record; /* as it was when the dialog was opened */
  GPtrArray *groups; /* AdwSpinRow with the group's id as the data "id" */
  GArray *absent;    /* EarId taken off */
};

G_DEFINE_FINAL_TYPE (EarCoproductionDialog, ear_coproduction_dialog, ADW_TYPE_DIALOG)

/* What each rung means, in Earshot's own words. */
static const char *const rung_words[] = {
  N_ ("People are made to take part."),
  N_ ("People are taught what others have decided."),
  N_ ("People are told what is happening, and no more."),
  N_ ("People are asked; others decide."),
  N_ ("People can say what they think more than once; others still decide."),
  N_ ("People help to shape it; others decide whether it is done so."),
  N_ ("People and professionals decide and do it as equals, from beginning to end."),
};
G_STATIC_ASSERT (G_N_ELEMENTS (rung_words) == EAR_LADDER_RUNGS);

static void
list_terms (AdwComboRow *row, const char *const *terms)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) unsaid = ear_choice_new (NULL, NULL, _ ("Not said"), 0);

  g_list_store_append (choices, unsaid);
  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, terms[i], ear_term_label (terms, terms[i]), 0);

      g_list_store_append (choices, choice);
    }
  ear_choice_prepare (row);
  adw_combo_row_set_model (row, G_LIST_MODEL (choices));
}

static const char *
get_term (AdwComboRow *row)
{
  EarChoice *choice = ear_choice_get_selected (row);

  return choice == NULL ? NULL : ear_choice_get_key (choice);
}

static void
set_term (AdwComboRow *row, const char *term)
{
  guint place = ear_choice_find (adw_combo_row_get_model (row), &EAR_ID_NONE, term);

  adw_combo_row_set_selected (row, place == GTK_INVALID_LIST_POSITION ? 0 : place);
}

static void
rung_cb (EarCoproductionDialog *dialog)
{
  int at;

  if (dialog->rung == NULL)
    return;
  at = ear_term_index (EAR_TERMS_RUNG, get_term (dialog->rung));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (dialog->rung), at < 0 ? "" : _ (rung_words[at]));
}

static void
remove_group_cb (EarCoproductionDialog *dialog, GtkButton *button)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (button), "row");

  g_array_append_vals (dialog->absent, g_object_get_data (G_OBJECT (row), "id"), 1);
  adw_preferences_group_remove (dialog->people, row);
  g_ptr_array_remove (dialog->groups, row);
}

static void
add_group (EarCoproductionDialog *dialog, const EarId *id, const char *name, gint64 people)
{
  GtkWidget *row = ear_row_new_spin (name, 100000), *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *remove = g_strdup_printf (_ ("%s did not take part"), name);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("People; 0 where nobody counted"));
  adw_spin_row_set_value (ADW_SPIN_ROW (row), MAX (people, 0));
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (id, sizeof *id), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_group_cb), dialog, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (dialog->people, row);
  g_ptr_array_add (dialog->groups, row);
}

static void
chosen_cb (EarCoproductionDialog *dialog, EarChoice *choice)
{
  for (guint i = 0; i < dialog->groups->len; i++)
    {
      if (ear_id_equal (g_object_get_data (dialog->groups->pdata[i], "id"), ear_choice_get_id (choice)))
        return;
    }
  for (guint i = dialog->absent->len; i > 0; i--)
    {
      if (ear_id_equal (&g_array_index (dialog->absent, EarId, i - 1), ear_choice_get_id (choice)))
        g_array_remove_index (dialog->absent, i - 1);
    }
  add_group (dialog, ear_choice_get_id (choice), ear_choice_get_label (choice), 0);
}

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarCoproductionDialog) dialog = data;
  g_autoptr (GPtrArray) rows = ear_workbook_run_finish (EAR_WORKBOOK (source), result, NULL);
  AdwDialog *chooser;

  if (rows == NULL || dialog->workbook == NULL)
    return;
  chooser = ear_tree_chooser_new (_ ("Which group took part?"), rows, EAR_TREE_CHOOSER_ROWS);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), dialog, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, GTK_WIDGET (dialog));
}

static void
add_cb (EarCoproductionDialog *dialog)
{
  ear_workbook_run_async (dialog->workbook, FALSE, ear_action_words_load_tree, GINT_TO_POINTER (EAR_KIND_GROUP), NULL,
                          (GDestroyNotify) g_ptr_array_unref, NULL, groups_cb, g_object_ref (dialog));
}

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static EarRecord *
make_record (EarCoproductionDialog *dialog)
{
  EarRecord *record = dialog->record == NULL ? ear_record_new (EAR_KIND_COPRODUCTION) : ear_record_copy (dialog->record);
  gint64 hours;

  /* What is still being typed counts, too. */
  adw_spin_row_update (dialog->hours);
  hours = (gint64) adw_spin_row_get_value (dialog->hours);
  ear_record_set (record, EAR_COPRODUCTION_TITLE, text_of (dialog->title_row));
  ear_record_set (record, EAR_COPRODUCTION_PROJECT, text_of (dialog->project));
  ear_record_set (record, EAR_COPRODUCTION_HAPPENED, text_of (dialog->happened));
  ear_record_set (record, EAR_COPRODUCTION_STAGE, get_term (dialog->stage));
  ear_record_set (record, EAR_COPRODUCTION_RUNG, get_term (dialog->rung));
  ear_record_set_integer (record, EAR_COPRODUCTION_HOURS, hours > 0 ? hours : -1);
  ear_record_set (record, EAR_COPRODUCTION_REWARD, text_of (dialog->reward));
  ear_record_set (record, EAR_COPRODUCTION_DECISION, text_of (dialog->decision));
  ear_record_set (record, EAR_COPRODUCTION_INFLUENCE, text_of (dialog->influence));
  if (*text_of (dialog->organisation) == '\0')
    ear_record_set (record, EAR_COPRODUCTION_ORGANISATION, NULL);
  return record;
}

static void
saved_cb (gpointer dialog)
{
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
save_cb (EarCoproductionDialog *dialog)
{
  EarActionDeed *deed = ear_action_deed_new (_ ("Written in the log"));

  deed->record = make_record (dialog);
  deed->organisation = g_strdup (text_of (dialog->organisation));
  deed->groups = g_array_new (FALSE, FALSE, sizeof (EarId));
  deed->people = g_array_new (FALSE, FALSE, sizeof (gint64));
  deed->absent = g_array_ref (dialog->absent);
  for (guint i = 0; i < dialog->groups->len; i++)
    {
      gint64 people;

      adw_spin_row_update (dialog->groups->pdata[i]);
      people = (gint64) adw_spin_row_get_value (dialog->groups->pdata[i]);
      if (people == 0)
        people = -1;
      g_array_append_vals (deed->groups, g_object_get_data (dialog->groups->pdata[i], "id"), 1);
      g_array_append_val (deed->people, people);
    }
  ear_action_deed_do (ear_window_of (GTK_WIDGET (dialog)), deed, saved_cb, G_OBJECT (dialog));
}

static void
remove_cb (EarCoproductionDialog *dialog)
{
  EarActionDeed *deed = ear_action_deed_new (_ ("Taken off the log"));

  deed->removes = EAR_KIND_COPRODUCTION;
  deed->removed = dialog->record->id;
  ear_action_deed_do (ear_window_of (GTK_WIDGET (dialog)), deed, saved_cb, G_OBJECT (dialog));
}

/* What is loaded of an activity. */
typedef struct
{
  EarRecord *record;
  char *organisation;
  GPtrArray *groups; /* EarCoproductionGroup */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  ear_record_free (loaded->record);
  g_free (loaded->organisation);
  g_clear_pointer (&loaded->groups, g_ptr_array_unref);
  g_free (loaded);
}

static gpointer
load_job (EarStore *store, gpointer id, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);
  EarId organisation;

  loaded->record = ear_store_get (store, EAR_KIND_COPRODUCTION, id, error);
  if (loaded->record != NULL && (loaded->groups = ear_coproduction_groups (store, id, error)) != NULL)
    {
      g_autoptr (EarRecord) held = NULL;

      if (ear_record_get_id (loaded->record, EAR_COPRODUCTION_ORGANISATION, &organisation))
        held = ear_store_get (store, EAR_KIND_ORGANISATION, &organisation, NULL);
      loaded->organisation = held == NULL ? NULL : g_strdup (ear_record_get (held, EAR_ORGANISATION_NAME));
      return loaded;
    }
  loaded_free (loaded);
  return NULL;
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text == NULL ? "" : text);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarCoproductionDialog) dialog = data;
  Loaded *loaded = ear_workbook_run_finish (EAR_WORKBOOK (source), result, NULL);

  if (loaded == NULL)
    return;
  if (dialog->workbook != NULL)
    {
      const EarRecord *record = dialog->record = ear_record_copy (loaded->record);

      set_text (dialog->title_row, ear_record_get (record, EAR_COPRODUCTION_TITLE));
      set_text (dialog->project, ear_record_get (record, EAR_COPRODUCTION_PROJECT));
      set_text (dialog->happened, ear_record_get (record, EAR_COPRODUCTION_HAPPENED));
      set_text (dialog->organisation, loaded->organisation);
      set_term (dialog->stage, ear_record_get (record, EAR_COPRODUCTION_STAGE));
      set_term (dialog->rung, ear_record_get (record, EAR_COPRODUCTION_RUNG));
      adw_spin_row_set_value (dialog->hours, MAX (ear_record_get_integer (record, EAR_COPRODUCTION_HOURS), 0));
      set_text (dialog->reward, ear_record_get (record, EAR_COPRODUCTION_REWARD));
      set_text (dialog->decision, ear_record_get (record, EAR_COPRODUCTION_DECISION));
      set_text (dialog->influence, ear_record_get (record, EAR_COPRODUCTION_INFLUENCE));
      for (guint i = 0; i < loaded->groups->len; i++)
        {
          const EarCoproductionGroup *group = loaded->groups->pdata[i];

          add_group (dialog, &group->id, group->name, group->people);
        }
      gtk_widget_set_visible (GTK_WIDGET (dialog->remove), TRUE);
    }
  loaded_free (loaded);
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  save_cb (EAR_COPRODUCTION_DIALOG (widget));
  return TRUE;
}

static void
ear_coproduction_dialog_dispose (GObject *object)
{
  EarCoproductionDialog *dialog = EAR_COPRODUCTION_DIALOG (object);

  g_clear_object (&dialog->workbook);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_COPRODUCTION_DIALOG);
  g_clear_pointer (&dialog->record, ear_record_free);
  g_clear_pointer (&dialog->groups, g_ptr_array_unref);
  g_clear_pointer (&dialog->absent, g_array_unref);
  G_OBJECT_CLASS (ear_coproduction_dialog_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, EarCoproductionDialog, name)

static void
ear_coproduction_dialog_class_init (EarCoproductionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_coproduction_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-coproduction-dialog.ui");
  BIND (remove);
  BIND (title_row);
  BIND (project);
  BIND (happened);
  BIND (organisation);
  BIND (reward);
  BIND (decision);
  BIND (influence);
  BIND (stage);
  BIND (rung);
  BIND (people);
  BIND (hours);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, rung_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, save_key_cb, NULL);
}

static void
ear_coproduction_dialog_init (EarCoproductionDialog *dialog)
{
  dialog->groups = g_ptr_array_new ();
  dialog->absent = g_array_new (FALSE, FALSE, sizeof (EarId));
  gtk_widget_init_template (GTK_WIDGET (dialog));
  list_terms (dialog->stage, EAR_TERMS_STAGE);
  list_terms (dialog->rung, EAR_TERMS_RUNG);
}

/**
 * ear_coproduction_dialog_new:
 * @activity: (nullable): what is changed; %NULL logs something new
 */
AdwDialog *
ear_coproduction_dialog_new (EarWorkbook *workbook, const EarId *activity)
{
  EarCoproductionDialog *dialog = g_object_new (EAR_TYPE_COPRODUCTION_DIALOG, NULL);

  dialog->workbook = g_object_ref (workbook);
  if (activity != NULL)
    ear_workbook_run_async (workbook, FALSE, load_job, g_memdup2 (activity, sizeof *activity), g_free, loaded_free, NULL, loaded_cb,
                            g_object_ref (dialog));
  return ADW_DIALOG (dialog);
}
