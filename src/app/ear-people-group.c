/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-people-group.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"
#include "ear-person-row.h"
#include "ear-person-work.h"
#include "ear-window.h"

struct _EarPeopleGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *add_person, *add_table; /* the last rows */
  GPtrArray *rows;      /* EarPersonRow, those before them */
  EarPersonHandler handler;
  GPtrArray *groups;    /* (nullable) EarTreeRow */
  GPtrArray *languages; /* (nullable) EarTreeRow */
  EarWorkbook *workbook;
  EarRecord *session;
  EarRecord *next_person, *next_table; /* what adding one writes */
};

G_DEFINE_FINAL_TYPE (EarPeopleGroup, ear_people_group, ADW_TYPE_PREFERENCES_GROUP)

static guint catalogue_changed_signal;

typedef struct
{
  EarPeopleGroup *people;
  gboolean made; /* a group that the catalogue does not hold yet */
  char *said;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->people);
  g_free (saving->said);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  EarPeopleGroup *people = saving->people;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTakeBack) change = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  EarWindow *window = ear_window_of (GTK_WIDGET (people));

  if (window != NULL)
    ear_deed_remember (window, g_steal_pointer (&change), saving->said, EAR_REMEMBER_JOINED);
  if (error == NULL && saving->made)
    g_signal_emit (people, catalogue_changed_signal, 0);
  if (error != NULL && window != NULL)
    ear_window_show_error (window, _ ("The detail could not be saved"), error);
}

static void
run (EarPeopleGroup *people, EarPersonWork *work, gboolean is_new)
{
  const char *label = ear_record_get (work->person, EAR_PARTICIPANT_LABEL);
  Saving *saving = g_new0 (Saving, 1);

  saving->people = g_object_ref (people);
  saving->made = work->in_group && ear_id_is_none (&work->group);
  saving->said = g_strdup_printf (is_new ? _ ("%s added") : _ ("%s changed"), label == NULL ? _ ("Somebody without a label") : label);
  work->before = ear_codebook_before_new ();
  ear_workbook_run_async (people->workbook, TRUE, ear_person_work_job, work, (GDestroyNotify) ear_person_work_free,
                          (GDestroyNotify) ear_take_back_free, NULL, saved_cb, saving);
}

static void
edited (EarRecord *person, gpointer data)
{
  EarPeopleGroup *people = data;

  run (people, ear_person_work_new (people->session, person), FALSE);
}

static void
withdraw (const EarRecord *person, gpointer data)
{
  EarWindow *window = ear_window_of (data);

  if (window != NULL)
    ear_window_withdraw (window, EAR_KIND_PARTICIPANT, &person->id);
}

static void
group_set (const EarRecord *person, const EarId *group, const char *name, gboolean absent, gpointer data)
{
  EarPeopleGroup *people = data;
  EarPersonWork *work = ear_person_work_new (people->session, person);

  work->in_group = TRUE;
  work->group = *group;
  work->group_name = g_strdup (name);
  work->absent = absent;
  run (people, work, FALSE);
}

static void
add_person_cb (EarPeopleGroup *people)
{
  if (people->next_person != NULL)
    run (people, ear_person_work_new (people->session, people->next_person), TRUE);
}

static void
add_table_cb (EarPeopleGroup *people)
{
  if (people->next_table != NULL)
    run (people, ear_person_work_new (people->session, people->next_table), TRUE);
}

static gboolean
are_shown (EarPeopleGroup *people, GPtrArray *all)
{
  gboolean same = people->rows->len == all->len;

  for (guint i = 0; same && i < all->len; i++)
    same = ear_id_equal (ear_person_row_get_id (people->rows->pdata[i]), &((EarPerson *) all->pdata[i])->record->id);
  return same;
}

static gboolean
was_unfolded (GPtrArray *rows, const EarId *id)
{
  for (guint i = 0; i < rows->len; i++)
    {
      if (ear_id_equal (ear_person_row_get_id (rows->pdata[i]), id))
        return adw_expander_row_get_expanded (rows->pdata[i]);
    }
  return FALSE;
}

static void
make_rows (EarPeopleGroup *people, GPtrArray *all)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (people);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *last[] = { people->add_person, people->add_table };

  for (guint i = 0; i < all->len; i++)
    {
      const EarPerson *person = all->pdata[i];
      GtkWidget *row = g_object_ref_sink (ear_person_row_new (&people->handler, person));

      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), was_unfolded (people->rows, &person->record->id));
      g_ptr_array_add (rows, row);
    }
  for (guint i = 0; i < people->rows->len; i++)
    adw_preferences_group_remove (group, people->rows->pdata[i]);
  g_ptr_array_set_size (people->rows, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (last); i++)
    {
      g_object_ref (last[i]);
      adw_preferences_group_remove (group, last[i]);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      adw_preferences_group_add (group, rows->pdata[i]);
      g_ptr_array_add (people->rows, rows->pdata[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (last); i++)
    {
      adw_preferences_group_add (group, last[i]);
      g_object_unref (last[i]);
    }
}

static void
ear_people_group_finalize (GObject *object)
{
  EarPeopleGroup *people = EAR_PEOPLE_GROUP (object);

  g_clear_pointer (&people->rows, g_ptr_array_unref);
  g_clear_pointer (&people->groups, g_ptr_array_unref);
  g_clear_pointer (&people->languages, g_ptr_array_unref);
  g_clear_pointer (&people->session, ear_record_free);
  g_clear_pointer (&people->next_person, ear_record_free);
  g_clear_pointer (&people->next_table, ear_record_free);
  g_clear_object (&people->workbook);
  G_OBJECT_CLASS (ear_people_group_parent_class)->finalize (object);
}

static void
ear_people_group_class_init (EarPeopleGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_people_group_finalize;
  catalogue_changed_signal
    = g_signal_new ("catalogue-changed", EAR_TYPE_PEOPLE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (EarPeopleGroup *people, const char *title, GCallback activated)
{
  GtkWidget *button = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), title);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (button), "list-add-symbolic");
  g_signal_connect_swapped (button, "activated", activated, people);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (people), button);
  return button;
}

static void
ear_people_group_init (EarPeopleGroup *people)
{
  people->rows = g_ptr_array_new ();
  people->handler = (EarPersonHandler) { edited, group_set, withdraw, people, &people->groups, &people->languages };
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (people), _ ("Who spoke"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (people), _ ("By pseudonym, never by name."));
  people->add_person = add_button (people, _ ("Add a person"), G_CALLBACK (add_person_cb));
  people->add_table = add_button (people, _ ("Add a table"), G_CALLBACK (add_table_cb));
}

/**
 * ear_people_group_set_view:
 * @view: the session as it is now
 *
 * Rows stay where the people are the same.
 */
void
ear_people_group_set_view (EarPeopleGroup *people, EarWorkbook *workbook, const EarSessionView *view)
{
  g_set_object (&people->workbook, workbook);
  g_clear_pointer (&people->session, ear_record_free);
  g_clear_pointer (&people->next_person, ear_record_free);
  g_clear_pointer (&people->next_table, ear_record_free);
  people->session = ear_record_copy (view->session);
  people->next_person = ear_person_begin (view, FALSE);
  people->next_table = ear_person_begin (view, TRUE);
  if (!are_shown (people, view->people))
    make_rows (people, view->people);
  for (guint i = 0; i < view->people->len; i++)
    ear_person_row_set_person (people->rows->pdata[i], view->people->pdata[i]);
}

/**
 * ear_people_group_set_choices:
 * @groups: (element-type EarTreeRow): what can be added
 * @languages: (element-type EarTreeRow): the tag as slug
 */
void
ear_people_group_set_choices (EarPeopleGroup *people, GPtrArray *groups, GPtrArray *languages)
{
  g_ptr_array_ref (groups);
  g_ptr_array_ref (languages);
  g_clear_pointer (&people->groups, g_ptr_array_unref);
  g_clear_pointer (&people->languages, g_ptr_array_unref);
  people->groups = groups;
  people->languages = languages;
}

/* Saves what is typed and not saved yet. */
void
ear_people_group_flush (EarPeopleGroup *people)
{
  for (guint i = 0; i < people->rows->len; i++)
    ear_person_row_flush (people->rows->pdata[i]);
}
