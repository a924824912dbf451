/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-person-row.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-language.h"
#include "ear-table-rows.h"
#include "ear-terms.h"
#include "ear-tree-chooser.h"

/* What is typed is in the workbook this long after the last key. */
#define SAVE_AFTER_MS 400

/* A field that is typed into. */
typedef struct
{
  EarPersonRow *row;
  guint number;       /* of the participant's fields */
  AdwEntryRow *entry;
  guint save;         /* timeout */
} Typed;

struct _EarPersonRow
{
  AdwExpanderRow parent_instance;

  const EarPersonHandler *handler;
  EarRecord *person;
  AdwComboRow *age;
  AdwActionRow *language;
  Typed name, needs, code_word; /* only a table has a name of its own choosing */
  GtkWidget *last[3];    /* add a group, the code word, withdraw: below the groups */
  GPtrArray *group_rows; /* GtkWidget, those before the last rows */
  gboolean filling;      /* its own doing, not a person's */
};

G_DEFINE_FINAL_TYPE (EarPersonRow, ear_person_row, ADW_TYPE_EXPANDER_ROW)

static void
set_field (EarPersonRow *row, guint field, const char *value)
{
  if (g_strcmp0 (ear_record_get (row->person, field), value) == 0)
    return;
  ear_record_set (row->person, field, value);
  row->handler->edited (row->person, row->handler->data);
}

static void
age_cb (EarPersonRow *row)
{
  EarChoice *choice = row->filling ? NULL : ear_choice_get_selected (row->age);

  if (choice != NULL)
    set_field (row, EAR_PARTICIPANT_AGE_BAND, ear_choice_get_key (choice));
}

static void
save_typed (Typed *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (typed->entry))));

  g_clear_handle_id (&typed->save, g_source_remove);
  /* Nobody could say what was said at a table that is called nothing. */
  if (*text == '\0' && typed->number == EAR_PARTICIPANT_LABEL)
    return;
  set_field (typed->row, typed->number, *text == '\0' ? NULL : text);
}

static gboolean
save_cb (gpointer data)
{
  Typed *typed = data;

  typed->save = 0;
  save_typed (typed);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (Typed *typed)
{
  if (typed->row->filling)
    return;
  g_clear_handle_id (&typed->save, g_source_remove);
  typed->save = g_timeout_add (SAVE_AFTER_MS, save_cb, typed);
}

static void
left_cb (Typed *typed)
{
  if (typed->save != 0)
    save_typed (typed);
}

static void
table_set (AdwExpanderRow *row, guint field, const char *value)
{
  set_field (EAR_PERSON_ROW (row), field, value);
}

static void
withdraw_cb (EarPersonRow *row)
{
  row->handler->withdraw (row->person, row->handler->data);
}

static void
language_chosen_cb (EarPersonRow *row, EarChoice *choice)
{
  const char *key = ear_choice_get_key (choice);

  set_field (row, EAR_PARTICIPANT_LANGUAGE, g_strcmp0 (key, EAR_TREE_CHOOSER_NOTHING_KEY) == 0 ? NULL : key);
}

static void
choose (EarPersonRow *row, const char *title, GPtrArray *choices, EarTreeChooserFlags flags, GCallback chosen)
{
  AdwDialog *chooser;

  if (choices == NULL)
    return;
  chooser = ear_tree_chooser_new (title, choices, flags);
  g_signal_connect_object (chooser, "chosen", chosen, row, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, GTK_WIDGET (row));
}

static void
language_cb (EarPersonRow *row)
{
  choose (row, _ ("Language"), *row->handler->languages, EAR_TREE_CHOOSER_NOTHING, G_CALLBACK (language_chosen_cb));
}

static void
group_chosen_cb (EarPersonRow *row, EarChoice *choice)
{
  row->handler->group_set (row->person, ear_choice_get_id (choice), ear_choice_get_label (choice), FALSE, row->handler->data);
}

static void
add_group_cb (EarPersonRow *row)
{
  choose (row, _ ("Add a group"), *row->handler->groups, EAR_TREE_CHOOSER_NEW, G_CALLBACK (group_chosen_cb));
}

static void
remove_group_cb (GtkButton *button, EarPersonRow *row)
{
  EarChoice *choice = g_object_get_data (G_OBJECT (button), "choice");

  row->handler->group_set (row->person, ear_choice_get_id (choice), NULL, TRUE, row->handler->data);
}

static GListModel *
age_choices (void)
{
  GListStore *choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) none = ear_choice_new (NULL, NULL, _ ("Not said"), 0);

  g_list_store_append (choices, none);
  for (guint i = 0; EAR_TERMS_AGE_BAND[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice
        = ear_choice_new (NULL, EAR_TERMS_AGE_BAND[i], ear_term_label (EAR_TERMS_AGE_BAND, EAR_TERMS_AGE_BAND[i]), 0);

      g_list_store_append (choices, choice);
    }
  return G_LIST_MODEL (choices);
}

static void
ear_person_row_dispose (GObject *object)
{
  EarPersonRow *row = EAR_PERSON_ROW (object);

  g_clear_handle_id (&row->name.save, g_source_remove);
  g_clear_handle_id (&row->needs.save, g_source_remove);
  g_clear_handle_id (&row->code_word.save, g_source_remove);
  G_OBJECT_CLASS (ear_person_row_parent_class)->dispose (object);
}

static void
ear_person_row_finalize (GObject *object)
{
  EarPersonRow *row = EAR_PERSON_ROW (object);

  g_clear_pointer (&row->person, ear_record_free);
  g_clear_pointer (&row->group_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_person_row_parent_class)->finalize (object);
}

static void
ear_person_row_class_init (EarPersonRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_person_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_person_row_finalize;
}

static void
make_typed (EarPersonRow *row, Typed *typed, guint number, const char *title)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  *typed = (Typed) { row, number, ADW_ENTRY_ROW (adw_entry_row_new ()), 0 };
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (typed->entry), title);
  g_signal_connect_swapped (typed->entry, "changed", G_CALLBACK (typed_cb), typed);
  g_signal_connect_swapped (typed->entry, "entry-activated", G_CALLBACK (left_cb), typed);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), typed);
  gtk_widget_add_controller (GTK_WIDGET (typed->entry), focus);
}

static GtkWidget *
new_button (EarPersonRow *row, const char *title, GCallback activated)
{
  GtkWidget *button = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (button), TRUE);
  g_signal_connect_swapped (button, "activated", activated, row);
  return button;
}

static void
add_last (EarPersonRow *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (row->last); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), row->last[i]);
}

static void
make_last (EarPersonRow *row)
{
  GtkWidget *withdraw = new_button (row, _ ("_Withdraw Consent…"), G_CALLBACK (withdraw_cb));

  make_typed (row, &row->code_word, EAR_PARTICIPANT_CODE_WORD, _ ("Code word"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->code_word.entry),
                               _ ("By this word they can ask for what they said, or withdraw it"));
  gtk_widget_add_css_class (withdraw, "destructive-action");
  row->last[0] = new_button (row, _ ("Add a group…"), G_CALLBACK (add_group_cb));
  row->last[1] = GTK_WIDGET (row->code_word.entry);
  row->last[2] = withdraw;
  add_last (row);
}

static void
ear_person_row_init (EarPersonRow *row)
{
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (row);
  g_autoptr (GListModel) ages = age_choices ();

  row->filling = TRUE;
  row->group_rows = g_ptr_array_new ();
  row->age = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->age), _ ("Age"));
  ear_choice_prepare (row->age);
  adw_combo_row_set_model (row->age, ages);
  g_signal_connect_swapped (row->age, "notify::selected", G_CALLBACK (age_cb), row);
  row->language = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->language), _ ("Language"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->language), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->language), "property");
  g_signal_connect_swapped (row->language, "activated", G_CALLBACK (language_cb), row);
  make_typed (row, &row->needs, EAR_PARTICIPANT_ACCESS_NEEDS, _ ("Access needs"));
  adw_expander_row_add_row (expander, GTK_WIDGET (row->age));
  adw_expander_row_add_row (expander, GTK_WIDGET (row->language));
  adw_expander_row_add_row (expander, GTK_WIDGET (row->needs.entry));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  row->filling = FALSE;
}

/* Of a table that is said which holds for all who sit there. */
static void
make_table (EarPersonRow *row)
{
  GtkWidget *of_one[] = { GTK_WIDGET (row->age), GTK_WIDGET (row->language), GTK_WIDGET (row->needs.entry) };

  for (gsize i = 0; i < G_N_ELEMENTS (of_one); i++)
    gtk_widget_set_visible (of_one[i], FALSE);
  make_typed (row, &row->name, EAR_PARTICIPANT_LABEL, _ ("Called"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), GTK_WIDGET (row->name.entry));
  ear_table_rows_add (ADW_EXPANDER_ROW (row), table_set);
}

static GtkWidget *
new_group_row (EarPersonRow *row, const EarPresence *group)
{
  GtkWidget *group_row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove %s"), group->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (group_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group_row), group->name);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, tooltip);
  gtk_widget_add_css_class (remove, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (group_row), remove);
  g_object_set_data_full (G_OBJECT (remove), "choice", ear_choice_new (&group->group, NULL, group->name, 0), g_object_unref);
  g_object_set_data_full (G_OBJECT (group_row), "name", g_strdup (group->name), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_group_cb), row);
  return group_row;
}

static gboolean
groups_are_shown (EarPersonRow *row, GPtrArray *groups)
{
  gboolean same = row->group_rows->len == groups->len;

  for (guint i = 0; same && i < groups->len; i++)
    same = g_strcmp0 (g_object_get_data (row->group_rows->pdata[i], "name"), ((EarPresence *) groups->pdata[i])->name) == 0;
  return same;
}

static void
show_groups (EarPersonRow *row, GPtrArray *groups)
{
  if (groups_are_shown (row, groups))
    return;
  for (guint i = 0; i < row->group_rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (row), row->group_rows->pdata[i]);
  g_ptr_array_set_size (row->group_rows, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (row->last); i++)
    {
      g_object_ref (row->last[i]);
      adw_expander_row_remove (ADW_EXPANDER_ROW (row), row->last[i]);
    }
  for (guint i = 0; i < groups->len; i++)
    {
      g_ptr_array_add (row->group_rows, new_group_row (row, groups->pdata[i]));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), row->group_rows->pdata[i]);
    }
  add_last (row);
  for (gsize i = 0; i < G_N_ELEMENTS (row->last); i++)
    g_object_unref (row->last[i]);
}

static void
append_part (GString *line, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

static void
show_summary (EarPersonRow *row, GPtrArray *groups, guint n_voices)
{
  const char *label = ear_record_get (row->person, EAR_PARTICIPANT_LABEL);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *voices = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", n_voices), n_voices);
  g_autofree char *seats = ear_table_rows_is_table (row->person) ? ear_table_rows_describe (row->person) : NULL;

  append_part (line, voices);
  append_part (line, seats);
  append_part (line, ear_term_label (EAR_TERMS_AGE_BAND, ear_record_get (row->person, EAR_PARTICIPANT_AGE_BAND)));
  append_part (line, ear_language_name (ear_record_get (row->person, EAR_PARTICIPANT_LANGUAGE)));
  for (guint i = 0; i < groups->len; i++)
    append_part (line, ((EarPresence *) groups->pdata[i])->name);
  append_part (line, ear_record_get (row->person, EAR_PARTICIPANT_ACCESS_NEEDS));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label == NULL ? _ ("Without a label") : label);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), line->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
fill_typed (Typed *typed, const EarRecord *person)
{
  const char *value = ear_record_get (person, typed->number);

  if (typed->entry != NULL && typed->save == 0 && gtk_widget_get_focus_child (GTK_WIDGET (typed->entry)) == NULL)
    gtk_editable_set_text (GTK_EDITABLE (typed->entry), value == NULL ? "" : value);
}

/**
 * ear_person_row_set_person:
 * @person: as it is in the workbook now
 *
 * What somebody is typing stays.
 */
void
ear_person_row_set_person (EarPersonRow *row, const EarPerson *person)
{
  const char *language = ear_record_get (person->record, EAR_PARTICIPANT_LANGUAGE);
  guint age;

  g_clear_pointer (&row->person, ear_record_free);
  row->person = ear_record_copy (person->record);
  row->filling = TRUE;
  age = ear_choice_find (adw_combo_row_get_model (row->age), &EAR_ID_NONE, ear_record_get (person->record, EAR_PARTICIPANT_AGE_BAND));
  adw_combo_row_set_selected (row->age, age);
  adw_action_row_set_subtitle (row->language, language == NULL ? _ ("Not said") : ear_language_name (language));
  fill_typed (&row->name, person->record);
  fill_typed (&row->needs, person->record);
  fill_typed (&row->code_word, person->record);
  ear_table_rows_fill (ADW_EXPANDER_ROW (row), person->record);
  row->filling = FALSE;
  show_groups (row, person->groups);
  show_summary (row, person->groups, person->n_voices);
}

/**
 * ear_person_row_new:
 * @handler: outlives the row
 *
 * Returns: (transfer floating): the row.
 */
GtkWidget *
ear_person_row_new (const EarPersonHandler *handler, const EarPerson *person)
{
  EarPersonRow *row = g_object_new (EAR_TYPE_PERSON_ROW, NULL);

  row->handler = handler;
  if (ear_table_rows_is_table (person->record))
    make_table (row);
  make_last (row);
  ear_person_row_set_person (row, person);
  return GTK_WIDGET (row);
}

const EarId *
ear_person_row_get_id (EarPersonRow *row)
{
  return &row->person->id;
}

/* Saves what is typed and not saved yet. */
void
ear_person_row_flush (EarPersonRow *row)
{
  left_cb (&row->name);
  left_cb (&row->needs);
  left_cb (&row->code_word);
}
