/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-action-form.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-problem.h"
#include "ear-terms.h"

typedef enum
{
  FORM_NEW,
  FORM_EDIT,
  FORM_STEP,
  FORM_TELL,
} Form;

struct _EarActionForm
{
  AdwNavigationPage parent_instance;

  GtkButton *save;
  GtkLabel *answers;
  AdwPreferencesGroup *what, *result, *how_far, *answer_group, *translated_group, *step_evidence_group, *telling;
  AdwEntryRow *title_row, *doer, *due, *outcome, *evidence, *happened, *sayer, *translated, *language, *step_evidence;
  AdwEntryRow *told_on, *told_how;
  AdwComboRow *status, *group;
  GtkTextView *answer;

  Form form;
  EarRecord *record; /* the action as it was when the form was opened: what is edited blindly is known as such */
  GArray *ends;      /* EarActionEnd of a new one */
  GArray *actions;   /* EarId that a group is told about */
};

G_DEFINE_FINAL_TYPE (EarActionForm, ear_action_form, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SAVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text == NULL ? "" : text);
}

static char *
get_answer (EarActionForm *form)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (form->answer);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static const char *
get_status (EarActionForm *form)
{
  EarChoice *choice = ear_choice_get_selected (form->status);

  return choice == NULL ? EAR_STATUS_HEARD : ear_choice_get_key (choice);
}

/* A day that is none is shown where it stands, before anything is written. */
static gboolean
check_day (EarActionForm *form, AdwEntryRow *row, EarKind kind, guint field)
{
  g_autofree char *day = ear_value_tidy (EAR_TYPE_DAY, text_of (row));

  if (day == NULL || ear_value_validate (kind, field, day, NULL))
    {
      ear_problem_mark (row, NULL);
      return TRUE;
    }
  ear_problem_mark (row, _ ("Write the day as in 2027-03-31"));
  gtk_widget_grab_focus (GTK_WIDGET (row));
  ear_window_toast (ear_window_of (GTK_WIDGET (form)), _ ("Write the day as in 2027-03-31"));
  return FALSE;
}

static void
saved_cb (gpointer form)
{
  g_signal_emit (form, signals[SAVED], 0);
}

static void
fill_action (EarActionForm *form, EarRecord *action)
{
  ear_record_set (action, EAR_ACTION_TITLE, text_of (form->title_row));
  ear_record_set (action, EAR_ACTION_DUE, text_of (form->due));
  if (form->form != FORM_EDIT)
    return;
  ear_record_set (action, EAR_ACTION_OUTCOME, text_of (form->outcome));
  ear_record_set (action, EAR_ACTION_EVIDENCE, text_of (form->evidence));
  if (*text_of (form->doer) == '\0')
    ear_record_set (action, EAR_ACTION_ORGANISATION, NULL);
}

static EarRecord *
make_step (EarActionForm *form)
{
  EarRecord *step = ear_record_new (EAR_KIND_ACTION_STEP);
  g_autofree char *answer = get_answer (form);

  if (form->record != NULL)
    ear_record_set_id (step, EAR_ACTION_STEP_ACTION, &form->record->id);
  ear_record_set (step, EAR_ACTION_STEP_STATUS, get_status (form));
  ear_record_set (step, EAR_ACTION_STEP_HAPPENED, text_of (form->happened));
  ear_record_set (step, EAR_ACTION_STEP_ANSWER, answer);
  ear_record_set (step, EAR_ACTION_STEP_TRANSLATED, text_of (form->translated));
  ear_record_set (step, EAR_ACTION_STEP_TRANSLATED_LANGUAGE, text_of (form->language));
  ear_record_set (step, EAR_ACTION_STEP_EVIDENCE, text_of (form->step_evidence));
  return step;
}

static EarActionDeed *
make_deed (EarActionForm *form)
{
  EarActionDeed *deed = NULL;
  EarChoice *group;

  switch (form->form)
    {
    case FORM_NEW:
      deed = ear_action_deed_new (_ ("Written in the ledger"));
      deed->record = ear_record_new (EAR_KIND_ACTION);
      deed->step = make_step (form);
      fill_action (form, deed->record);
      g_array_append_vals (deed->ends, form->ends->data, form->ends->len);
      deed->organisation = g_strdup (text_of (form->doer));
      break;
    case FORM_EDIT:
      deed = ear_action_deed_new (_ ("Action changed"));
      deed->record = ear_record_copy (form->record);
      fill_action (form, deed->record);
      deed->organisation = g_strdup (text_of (form->doer));
      break;
    case FORM_STEP:
      deed = ear_action_deed_new (_ ("Step written down"));
      deed->record = make_step (form);
      deed->organisation = g_strdup (text_of (form->sayer));
      break;
    case FORM_TELL:
    default:
      group = ear_choice_get_selected (form->group);
      if (group == NULL)
        return NULL;
      deed = ear_action_deed_new (_ ("Noted that they were told"));
      deed->told = g_array_ref (form->actions);
      deed->groups = g_array_new (FALSE, FALSE, sizeof (EarId));
      g_array_append_vals (deed->groups, ear_choice_get_id (group), 1);
      deed->day = ear_value_tidy (EAR_TYPE_DAY, text_of (form->told_on));
      deed->how = ear_value_tidy (EAR_TYPE_LINE, text_of (form->told_how));
    }
  return deed;
}

static void
save_cb (EarActionForm *form)
{
  EarActionDeed *deed;

  if (!check_day (form, form->due, EAR_KIND_ACTION, EAR_ACTION_DUE)
      || !check_day (form, form->happened, EAR_KIND_ACTION_STEP, EAR_ACTION_STEP_HAPPENED)
      || !check_day (form, form->told_on, EAR_KIND_ACTION_TELLING, EAR_ACTION_TELLING_TOLD_ON))
    return;
  deed = make_deed (form);
  if (deed != NULL)
    ear_action_deed_do (ear_window_of (GTK_WIDGET (form)), deed, saved_cb, G_OBJECT (form));
}

/* Saying no asks for its reason at once, where it is to be written. */
static void
status_cb (EarActionForm *form)
{
  gboolean refuses;

  /* The list is emptied, too, when the form goes. */
  if (form->status == NULL || form->answer_group == NULL)
    return;
  refuses = g_strcmp0 (get_status (form), EAR_STATUS_WILL_NOT_DO) == 0;
  adw_preferences_group_set_title (form->answer_group, refuses ? _ ("Why it will not be done") : _ ("What people are told"));
  adw_preferences_group_set_description (form->answer_group,
                                         refuses ? _ ("An honest reason is an answer. It has to be there.")
                                                 : _ ("In plain words, as to a neighbour."));
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  save_cb (EAR_ACTION_FORM (widget));
  return TRUE;
}

static void
ear_action_form_dispose (GObject *object)
{
  EarActionForm *form = EAR_ACTION_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_ACTION_FORM);
  g_clear_pointer (&form->record, ear_record_free);
  g_clear_pointer (&form->ends, g_array_unref);
  g_clear_pointer (&form->actions, g_array_unref);
  G_OBJECT_CLASS (ear_action_form_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, EarActionForm, name)

static void
ear_action_form_class_init (EarActionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_action_form_dispose;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-action-form.ui");
  BIND (save);
  BIND (answers);
  BIND (what);
  BIND (result);
  BIND (how_far);
  BIND (answer_group);
  BIND (translated_group);
  BIND (step_evidence_group);
  BIND (telling);
  BIND (title_row);
  BIND (doer);
  BIND (due);
  BIND (outcome);
  BIND (evidence);
  BIND (happened);
  BIND (sayer);
  BIND (translated);
  BIND (language);
  BIND (step_evidence);
  BIND (told_on);
  BIND (told_how);
  BIND (status);
  BIND (group);
  BIND (answer);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_cb);
}

static void
list_statuses (EarActionForm *form)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);

  for (guint i = 0; EAR_TERMS_STATUS[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice
        = ear_choice_new (NULL, EAR_TERMS_STATUS[i], ear_term_label (EAR_TERMS_STATUS, EAR_TERMS_STATUS[i]), 0);

      g_list_store_append (choices, choice);
    }
  ear_choice_prepare (form->status);
  adw_combo_row_set_model (form->status, G_LIST_MODEL (choices));
}

static void
ear_action_form_init (EarActionForm *form)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (form));
  /* Before the field with the focus, which would take it for a new line. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                                                          gtk_callback_action_new (save_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (form), keys);
  form->ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));
  list_statuses (form);
}

static void
show_only (EarActionForm *form, Form kind, const char *title)
{
  gboolean far = kind == FORM_NEW || kind == FORM_STEP;

  form->form = kind;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (form), title);
  gtk_widget_set_visible (GTK_WIDGET (form->what), kind == FORM_NEW || kind == FORM_EDIT);
  gtk_widget_set_visible (GTK_WIDGET (form->result), kind == FORM_EDIT);
  gtk_widget_set_visible (GTK_WIDGET (form->how_far), far);
  gtk_widget_set_visible (GTK_WIDGET (form->answer_group), far);
  gtk_widget_set_visible (GTK_WIDGET (form->translated_group), far);
  gtk_widget_set_visible (GTK_WIDGET (form->step_evidence_group), far);
  /* Of a new action whoever does it says so. */
  gtk_widget_set_visible (GTK_WIDGET (form->sayer), kind == FORM_STEP);
  gtk_widget_set_visible (GTK_WIDGET (form->telling), kind == FORM_TELL);
}

/**
 * ear_action_form_new_action:
 * @ends: (element-type EarActionEnd): what it answers
 * @answers: (nullable): the same in words
 *
 * Returns: (transfer floating): a form for a new action.
 */
AdwNavigationPage *
ear_action_form_new_action (const GArray *ends, const char *answers)
{
  EarActionForm *form = g_object_new (EAR_TYPE_ACTION_FORM, NULL);

  show_only (form, FORM_NEW, _ ("New Action"));
  g_array_append_vals (form->ends, ends->data, ends->len);
  gtk_label_set_text (form->answers, answers == NULL ? "" : answers);
  gtk_widget_set_visible (GTK_WIDGET (form->answers), answers != NULL);
  return ADW_NAVIGATION_PAGE (form);
}

/**
 * ear_action_form_edit:
 *
 * Returns: (transfer floating): a form that changes an action.
 */
AdwNavigationPage *
ear_action_form_edit (const EarActionView *view)
{
  EarActionForm *form = g_object_new (EAR_TYPE_ACTION_FORM, NULL);

  show_only (form, FORM_EDIT, _ ("Change the Action"));
  form->record = ear_record_copy (view->record);
  set_text (form->title_row, ear_record_get (view->record, EAR_ACTION_TITLE));
  set_text (form->doer, view->row->organisation);
  set_text (form->due, ear_record_get (view->record, EAR_ACTION_DUE));
  set_text (form->outcome, ear_record_get (view->record, EAR_ACTION_OUTCOME));
  set_text (form->evidence, ear_record_get (view->record, EAR_ACTION_EVIDENCE));
  return ADW_NAVIGATION_PAGE (form);
}

/**
 * ear_action_form_step:
 *
 * Returns: (transfer floating): a form that says how far an action came.
 */
AdwNavigationPage *
ear_action_form_step (const EarActionView *view)
{
  EarActionForm *form = g_object_new (EAR_TYPE_ACTION_FORM, NULL);
  GListModel *statuses = adw_combo_row_get_model (form->status);

  show_only (form, FORM_STEP, _ ("How Far It Is"));
  form->record = ear_record_copy (view->record);
  adw_combo_row_set_selected (form->status, ear_choice_find (statuses, &EAR_ID_NONE, view->row->status));
  set_text (form->sayer, view->row->organisation);
  return ADW_NAVIGATION_PAGE (form);
}

/**
 * ear_action_form_tell:
 * @actions: (element-type EarId): what they were told about
 * @groups: (element-type EarTrailEnd): who can be chosen, the first of them is; what is no group is passed over
 *
 * Returns: (transfer floating): a form that notes that a group was told.
 */
AdwNavigationPage *
ear_action_form_tell (const GArray *actions, const GPtrArray *groups)
{
  EarActionForm *form = g_object_new (EAR_TYPE_ACTION_FORM, NULL);
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);

  show_only (form, FORM_TELL, _ ("Tell a Group"));
  form->actions = g_array_new (FALSE, FALSE, sizeof (EarId));
  g_array_append_vals (form->actions, actions->data, actions->len);
  for (guint i = 0; i < groups->len; i++)
    {
      const EarTrailEnd *end = groups->pdata[i];
      g_autoptr (EarChoice) choice = end->kind == EAR_KIND_GROUP ? ear_choice_new (&end->id, NULL, end->name, 0) : NULL;

      if (choice != NULL)
        g_list_store_append (choices, choice);
    }
  ear_choice_prepare (form->group);
  adw_combo_row_set_model (form->group, G_LIST_MODEL (choices));
  return ADW_NAVIGATION_PAGE (form);
}
