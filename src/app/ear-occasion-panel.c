/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-occasion-panel.h"

#include <glib/gi18n.h>

#include "ear-day-calendar.h"
#include "ear-desk-work.h"
#include "ear-field-words.h"
#include "ear-language.h"
#include "ear-occasion-field.h"
#include "ear-people-group.h"
#include "ear-presence-group.h"
#include "ear-spelling.h"
#include "ear-terms.h"
#include "ear-tree-chooser.h"
#include "ear-window.h"

struct _EarOccasionPanel
{
  AdwBin parent_instance;

  AdwEntryRow *title, *day, *venue, *project, *facilitators, *consent_day;
  AdwComboRow *nature, *consent, *permission, *interpreter;
  AdwActionRow *place, *organisation, *language;
  GtkTextView *consent_explained, *notes, *private_notes;
  GtkCalendar *calendar;
  EarPresenceGroup *groups;
  EarPeopleGroup *people;

  GPtrArray *fields; /* EarOccasionField */
  EarWorkbook *workbook;
  EarRecord *session;
  char *place_name, *organisation_name;
  GPtrArray *all_places, *all_organisations; /* (nullable) EarTreeRow */
  GPtrArray *all_languages;                  /* EarTreeRow, the tag as slug */
};

G_DEFINE_FINAL_TYPE (EarOccasionPanel, ear_occasion_panel, ADW_TYPE_BIN)

static guint catalogue_changed_signal;

/* Those spoken in the area come first; any other stays if a record has it. */
static const char *const languages[] = { "en", "bn", "ar", "pl", "ro", "lt", "syl", "bg", "bfi", "fr", "gu", "hi", "it", "ku", "lv", "ml",
                                         "ne", "fa", "pt", "pa", "ru", "sk", "so", "es", "sw", "ta", "tr", "uk",
                                         "ur", "vi", "yo", "zh" };

typedef struct
{
  EarOccasionPanel *panel;
  EarOccasionField *field; /* (nullable) gone once the panel has none */
  EarDraftSaver *saver;    /* (nullable) */
  gboolean made; /* something that the catalogue does not hold yet */
  char *said;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->panel);
  g_clear_object (&saving->saver);
  g_free (saving->said);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  EarOccasionPanel *panel = saving->panel;
  g_autoptr (GError) error = NULL;
  EarWindow *window = ear_window_of (GTK_WIDGET (panel));
  g_autoptr (EarTakeBack) change = NULL;
  gboolean typing = saving->field != NULL && panel->fields->len > 0 && ear_occasion_field_is_dirty (saving->field);

  change = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  if (window != NULL)
    ear_deed_remember (window, g_steal_pointer (&change), saving->said, EAR_REMEMBER_JOINED);
  if (error == NULL && saving->saver != NULL && !typing)
    ear_draft_saver_set_text (saving->saver, NULL);
  if (error == NULL && saving->made)
    g_signal_emit (panel, catalogue_changed_signal, 0);
  /* The draft stays: what was typed is tried again when the workbook is next opened. */
  if (error != NULL && window != NULL)
    ear_window_show_error (window, _ ("The detail could not be saved"), error);
}

static char *
say (const EarOccasionWork *work)
{
  if (work->field != 0)
    return g_strdup_printf (_ ("%s changed"), ear_field_words (EAR_KIND_SESSION, work->field));
  return g_strdup_printf (work->absent ? _ ("%s removed") : _ ("%s changed"), work->value);
}

static void
run (EarOccasionPanel *panel, EarOccasionWork *work, EarOccasionField *field, gboolean made)
{
  Saving *saving = g_new0 (Saving, 1);

  *saving = (Saving) { g_object_ref (panel), field, NULL, made, say (work) };
  work->before = ear_codebook_before_new ();
  if (field != NULL)
    g_set_object (&saving->saver, ear_occasion_field_get_saver (field));
  ear_workbook_run_async (panel->workbook, TRUE, ear_occasion_work_job, work, (GDestroyNotify) ear_occasion_work_free,
                          (GDestroyNotify) ear_take_back_free, NULL, saved_cb, saving);
}

static void
left_cb (EarOccasionField *field, gpointer data)
{
  EarOccasionPanel *panel = data;
  g_autofree char *value = NULL;
  EarOccasionWork *work;

  if (panel->session == NULL || !ear_occasion_field_take_value (field, &value))
    return;
  work = ear_occasion_work_new (panel->session);
  work->field = ear_occasion_field_get_number (field);
  work->value = g_steal_pointer (&value);
  run (panel, work, field, FALSE);
}

/* One without an id is to be made under its name. */
static void
group_set_cb (EarOccasionPanel *panel, EarChoice *choice, gint64 people, gboolean absent)
{
  EarOccasionWork *work;

  if (panel->session == NULL)
    return;
  work = ear_occasion_work_new (panel->session);
  work->group = *ear_choice_get_id (choice);
  work->value = g_strdup (ear_choice_get_label (choice));
  work->people = people;
  work->absent = absent;
  run (panel, work, NULL, ear_id_is_none (&work->group));
}

static void
people_changed_cb (EarOccasionPanel *panel)
{
  g_signal_emit (panel, catalogue_changed_signal, 0);
}

static EarOccasionField *
field_of (EarOccasionPanel *panel, guint number)
{
  for (guint i = 0; i < panel->fields->len; i++)
    {
      if (ear_occasion_field_get_number (panel->fields->pdata[i]) == number)
        return panel->fields->pdata[i];
    }
  g_return_val_if_reached (NULL);
}

static void
picked (EarOccasionPanel *panel, guint number, EarChoice *choice)
{
  const EarId *id = ear_choice_get_id (choice);
  const char *key = ear_choice_get_key (choice);
  g_autofree char *value = ear_id_is_none (id) ? g_strdup (key) : ear_id_to_string (id);

  if (value == NULL)
    {
      EarOccasionWork *work = ear_occasion_work_new (panel->session);

      work->field = number;
      work->value = g_strdup (ear_choice_get_label (choice));
      work->by_name = TRUE;
      run (panel, work, NULL, TRUE);
      return;
    }
  if (g_strcmp0 (key, EAR_TREE_CHOOSER_NOTHING_KEY) == 0)
    g_clear_pointer (&value, g_free);
  ear_occasion_field_pick (field_of (panel, number), value, ear_choice_get_label (choice));
}

static void
place_chosen_cb (EarOccasionPanel *panel, EarChoice *choice)
{
  picked (panel, EAR_SESSION_PLACE, choice);
}

static void
organisation_chosen_cb (EarOccasionPanel *panel, EarChoice *choice)
{
  picked (panel, EAR_SESSION_ORGANISATION, choice);
}

static void
language_chosen_cb (EarOccasionPanel *panel, EarChoice *choice)
{
  picked (panel, EAR_SESSION_LANGUAGE, choice);
}

static void
choose (EarOccasionPanel *panel, const char *title, GPtrArray *rows, EarTreeChooserFlags flags, GCallback chosen)
{
  AdwDialog *chooser;

  if (rows == NULL || panel->session == NULL)
    return;
  chooser = ear_tree_chooser_new (title, rows, flags | EAR_TREE_CHOOSER_NOTHING);
  g_signal_connect_object (chooser, "chosen", chosen, panel, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, GTK_WIDGET (panel));
}

static void
place_cb (EarOccasionPanel *panel)
{
  choose (panel, _ ("Place"), panel->all_places, EAR_TREE_CHOOSER_ROWS, G_CALLBACK (place_chosen_cb));
}

static void
organisation_cb (EarOccasionPanel *panel)
{
  choose (panel, _ ("Organisation"), panel->all_organisations, EAR_TREE_CHOOSER_NEW, G_CALLBACK (organisation_chosen_cb));
}

static void
language_cb (EarOccasionPanel *panel)
{
  choose (panel, _ ("Language"), panel->all_languages, EAR_TREE_CHOOSER_ROWS, G_CALLBACK (language_chosen_cb));
}

/* The field is left when the calendar closes. */
static void
calendar_closed_cb (EarOccasionPanel *panel)
{
  ear_occasion_panel_flush (panel);
}

static GListStore *
new_choices (void)
{
  GListStore *choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) none = ear_choice_new (NULL, NULL, _ ("Not said"), 0);

  g_list_store_append (choices, none);
  return choices;
}

static void
append_choice (GListStore *choices, const EarId *id, const char *key, const char *label, guint depth)
{
  g_autoptr (EarChoice) choice = ear_choice_new (id, key, label, depth);

  g_list_store_append (choices, choice);
}

static GListModel *
choices_of_terms (const char *const *terms)
{
  GListStore *choices = new_choices ();

  for (guint i = 0; terms[i] != NULL; i++)
    append_choice (choices, NULL, terms[i], ear_term_label (terms, terms[i]), 0);
  return G_LIST_MODEL (choices);
}

static GPtrArray *
rows_of_languages (void)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      EarTreeRow *row = g_new0 (EarTreeRow, 1);

      row->name = g_strdup (ear_language_name (languages[i]));
      row->slug = g_strdup (languages[i]);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static const char *
label_of (EarOccasionPanel *panel, guint number, const char *value)
{
  if (number == EAR_SESSION_PLACE)
    return panel->place_name;
  if (number == EAR_SESSION_ORGANISATION)
    return panel->organisation_name;
  return number == EAR_SESSION_LANGUAGE && value != NULL ? ear_language_name (value) : NULL;
}

static void
fill (EarOccasionPanel *panel, guint number)
{
  const char *value = ear_record_get (panel->session, number);

  ear_occasion_field_set_value (field_of (panel, number), value, label_of (panel, number, value));
}

static void
give_choices (EarOccasionPanel *panel, guint number, GListModel *choices)
{
  g_autoptr (GListModel) given = choices;

  ear_occasion_field_set_choices (field_of (panel, number), given);
  if (panel->session != NULL)
    fill (panel, number);
}

static void
add_field (EarOccasionPanel *panel, guint number, EarOccasionFieldKind kind, gpointer widget)
{
  if (kind == EAR_OCCASION_CHOICE)
    ear_choice_prepare (widget);
  g_ptr_array_add (panel->fields, ear_occasion_field_new (number, kind, widget, left_cb, panel));
}

static void
add_fields (EarOccasionPanel *panel)
{
  add_field (panel, EAR_SESSION_TITLE, EAR_OCCASION_TEXT, panel->title);
  add_field (panel, EAR_SESSION_NATURE, EAR_OCCASION_CHOICE, panel->nature);
  add_field (panel, EAR_SESSION_STARTED, EAR_OCCASION_DAY, panel->day);
  add_field (panel, EAR_SESSION_PLACE, EAR_OCCASION_PICK, panel->place);
  add_field (panel, EAR_SESSION_VENUE, EAR_OCCASION_TEXT, panel->venue);
  add_field (panel, EAR_SESSION_ORGANISATION, EAR_OCCASION_PICK, panel->organisation);
  add_field (panel, EAR_SESSION_PROJECT, EAR_OCCASION_TEXT, panel->project);
  add_field (panel, EAR_SESSION_FACILITATORS, EAR_OCCASION_TEXT, panel->facilitators);
  add_field (panel, EAR_SESSION_LANGUAGE, EAR_OCCASION_PICK, panel->language);
  add_field (panel, EAR_SESSION_INTERPRETER, EAR_OCCASION_CHOICE, panel->interpreter);
  add_field (panel, EAR_SESSION_CONSENT_BASIS, EAR_OCCASION_CHOICE, panel->consent);
  add_field (panel, EAR_SESSION_CONSENT_DATE, EAR_OCCASION_DAY, panel->consent_day);
  add_field (panel, EAR_SESSION_CONSENT_EXPLAINED, EAR_OCCASION_NOTES, panel->consent_explained);
  add_field (panel, EAR_SESSION_PERMISSION, EAR_OCCASION_CHOICE, panel->permission);
  add_field (panel, EAR_SESSION_NOTES, EAR_OCCASION_NOTES, panel->notes);
  add_field (panel, EAR_SESSION_PRIVATE_NOTES, EAR_OCCASION_NOTES, panel->private_notes);

  give_choices (panel, EAR_SESSION_NATURE, choices_of_terms (EAR_TERMS_SESSION_NATURE));
  give_choices (panel, EAR_SESSION_INTERPRETER, choices_of_terms (EAR_TERMS_INTERPRETER));
  give_choices (panel, EAR_SESSION_CONSENT_BASIS, choices_of_terms (EAR_TERMS_CONSENT));
  give_choices (panel, EAR_SESSION_PERMISSION, choices_of_terms (EAR_TERMS_PERMISSION));
}

static void
forget_catalogue (EarOccasionPanel *panel)
{
  g_clear_pointer (&panel->all_places, g_ptr_array_unref);
  g_clear_pointer (&panel->all_organisations, g_ptr_array_unref);
}

static void
ear_occasion_panel_dispose (GObject *object)
{
  EarOccasionPanel *panel = EAR_OCCASION_PANEL (object);

  /* Before the widgets that they watch. */
  g_ptr_array_set_size (panel->fields, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_OCCASION_PANEL);
  G_OBJECT_CLASS (ear_occasion_panel_parent_class)->dispose (object);
}

static void
ear_occasion_panel_finalize (GObject *object)
{
  EarOccasionPanel *panel = EAR_OCCASION_PANEL (object);

  g_clear_pointer (&panel->fields, g_ptr_array_unref);
  forget_catalogue (panel);
  g_clear_pointer (&panel->all_languages, g_ptr_array_unref);
  g_clear_pointer (&panel->session, ear_record_free);
  g_clear_object (&panel->workbook);
  g_free (panel->place_name);
  g_free (panel->organisation_name);
  G_OBJECT_CLASS (ear_occasion_panel_parent_class)->finalize (object);
}

static void
ear_occasion_panel_class_init (EarOccasionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_occasion_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_occasion_panel_finalize;
  catalogue_changed_signal
    = g_signal_new ("catalogue-changed", EAR_TYPE_OCCASION_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (EAR_TYPE_PEOPLE_GROUP);
  g_type_ensure (EAR_TYPE_PRESENCE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-occasion-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, title);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, day);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, venue);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, project);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, facilitators);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, consent_day);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, consent_explained);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, nature);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, place);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, organisation);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, language);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, consent);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, permission);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, interpreter);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, notes);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, private_notes);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, calendar);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, groups);
  gtk_widget_class_bind_template_child (widget_class, EarOccasionPanel, people);
  gtk_widget_class_bind_template_callback (widget_class, group_set_cb);
  gtk_widget_class_bind_template_callback (widget_class, people_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, organisation_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_closed_cb);
}

static void
ear_occasion_panel_init (EarOccasionPanel *panel)
{
  panel->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_occasion_field_free);
  panel->all_languages = rows_of_languages ();
  gtk_widget_init_template (GTK_WIDGET (panel));
  ear_day_calendar_watch (panel->calendar, GTK_EDITABLE (panel->day));
  ear_spelling_watch (panel->consent_explained, EAR_SPELLING_PROSE);
  ear_spelling_watch (panel->notes, EAR_SPELLING_PROSE);
  ear_spelling_watch (panel->private_notes, EAR_SPELLING_PROSE);
  add_fields (panel);
}

/**
 * ear_occasion_panel_set_view:
 * @view: the session as it is now
 *
 * Shows the session's details; a field in which somebody is typing keeps what is typed.
 */
void
ear_occasion_panel_set_view (EarOccasionPanel *panel, EarWorkbook *workbook, const EarSessionView *view)
{
  g_set_object (&panel->workbook, workbook);
  g_clear_pointer (&panel->session, ear_record_free);
  panel->session = ear_record_copy (view->session);
  g_set_str (&panel->place_name, view->place);
  g_set_str (&panel->organisation_name, view->organisation);
  for (guint i = 0; i < panel->fields->len; i++)
    {
      ear_occasion_field_set_place (panel->fields->pdata[i], workbook, &view->session->id);
      fill (panel, ear_occasion_field_get_number (panel->fields->pdata[i]));
    }
  ear_presence_group_set_groups (panel->groups, view->groups);
  ear_people_group_set_view (panel->people, workbook, view);
}

/**
 * ear_occasion_panel_set_catalogue:
 * @catalogue: the places, organisations and groups to choose from
 */
void
ear_occasion_panel_set_catalogue (EarOccasionPanel *panel, const EarCatalogue *catalogue)
{
  forget_catalogue (panel);
  ear_presence_group_set_choices (panel->groups, catalogue->groups);
  ear_people_group_set_choices (panel->people, catalogue->groups, panel->all_languages);
  panel->all_places = g_ptr_array_ref (catalogue->places);
  panel->all_organisations = g_ptr_array_ref (catalogue->organisations);
}

/**
 * ear_occasion_panel_flush:
 *
 * Saves what is typed and not saved yet.
 */
void
ear_occasion_panel_flush (EarOccasionPanel *panel)
{
  for (guint i = 0; i < panel->fields->len; i++)
    ear_occasion_field_leave (panel->fields->pdata[i]);
  ear_people_group_flush (panel->people);
}

/**
 * ear_occasion_panel_discard:
 *
 * Gives up what is typed and not saved yet: the session is being deleted.
 */
void
ear_occasion_panel_discard (EarOccasionPanel *panel)
{
  for (guint i = 0; i < panel->fields->len; i++)
    ear_occasion_field_discard (panel->fields->pdata[i]);
}

void
ear_occasion_panel_focus (EarOccasionPanel *panel)
{
  gtk_widget_grab_focus (GTK_WIDGET (panel->title));
  /* Not selected: a key meant for the line would replace it. */
  gtk_editable_set_position (GTK_EDITABLE (panel->title), 0);
}
