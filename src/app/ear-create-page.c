/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-create-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ear-new-workbook.h"
#include "ear-problem.h"
#include "ear-window.h"

/* Shorter than this can be tried out by a machine in days. It is said, not forbidden. */
#define GOOD_PASSPHRASE_CHARACTERS 14

struct _EarCreatePage
{
  AdwNavigationPage parent_instance;

  GtkWidget *form;
  AdwEntryRow *organisation;
  AdwEntryRow *laptop;
  AdwEntryRow *file;
  AdwPasswordEntryRow *passphrase;
  AdwPasswordEntryRow *again;
  GtkLabel *hint;
  GtkLabel *problem;
  GtkButton *create;
  GtkStack *create_stack; /* "label", "busy" */

  AdwEntryRow *wrong;     /* (nullable) the row the problem is about */
  char *suggested;        /* (nullable) the path we put into the file row */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (EarCreatePage, ear_create_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
text_of (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_blank (gpointer row)
{
  g_autofree char *text = g_strstrip (g_strdup (text_of (row)));

  return *text == '\0';
}

static void
forget_problem (EarCreatePage *page)
{
  ear_problem_show (page->problem, NULL);
  if (page->wrong == NULL)
    return;
  ear_problem_mark (page->wrong, NULL);
  page->wrong = NULL;
}

static void
show_problem (EarCreatePage *page, gpointer row, const char *message)
{
  forget_problem (page);
  gtk_widget_set_visible (GTK_WIDGET (page->hint), FALSE);
  ear_problem_show (page->problem, message);
  page->wrong = row;
  if (row == NULL)
    return;
  /* The label says why. */
  ear_problem_mark (row, "");
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
set_busy (EarCreatePage *page, gboolean busy)
{
  page->busy = busy;
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (page), !busy);
  gtk_stack_set_visible_child_name (page->create_stack, busy ? "busy" : "label");
  /* An entry that cannot be typed in any more must not keep the focus. */
  if (busy)
    gtk_widget_grab_focus (GTK_WIDGET (page->create));
  gtk_widget_set_sensitive (page->form, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (page->create), !busy);
}

/* The file is called as the organisation is, until somebody says otherwise. */
static void
suggest_file (EarCreatePage *page)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *name = g_strstrip (g_strdup (text_of (page->organisation)));
  g_autofree char *file = NULL;
  char *path;

  if (page->suggested != NULL && !g_str_equal (page->suggested, text_of (page->file)))
    return;
  g_strdelimit (name, "/\\:*?\"<>|", '-');
  file = g_strconcat (*name == '\0' || *name == '.' ? _ ("My workbook") : name, ".earshot", NULL);
  path = g_build_filename (documents == NULL ? g_get_home_dir () : documents, file, NULL);
  g_free (page->suggested);
  page->suggested = path;
  gtk_editable_set_text (GTK_EDITABLE (page->file), path);
}

static void
organisation_changed_cb (EarCreatePage *page)
{
  forget_problem (page);
  suggest_file (page);
}

static void
show_hint (EarCreatePage *page)
{
  const char *passphrase = text_of (page->passphrase);
  glong length = g_utf8_strlen (passphrase, -1);
  const char *hint = "";

  if (length > 0 && length < GOOD_PASSPHRASE_CHARACTERS)
    hint = _ ("That is short. Another word makes it much harder to guess.");
  else if (length > 0 && *text_of (page->again) != '\0' && !g_str_equal (passphrase, text_of (page->again)))
    hint = _ ("The two are not the same yet.");
  gtk_label_set_text (page->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (page->hint), *hint != '\0');
}

static void
passphrase_changed_cb (EarCreatePage *page)
{
  forget_problem (page);
  show_hint (page);
}

static char *
full_path (EarCreatePage *page)
{
  g_autofree char *typed = g_strstrip (g_strdup (text_of (page->file)));
  g_autofree char *path = NULL;

  if (typed[0] == '~' && typed[1] == '/')
    path = g_build_filename (g_get_home_dir (), typed + 2, NULL);
  else
    path = g_canonicalize_filename (typed, g_get_home_dir ());
  return g_str_has_suffix (path, ".earshot") ? g_steal_pointer (&path) : g_strconcat (path, ".earshot", NULL);
}

static void
created_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarCreatePage) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarWorkbook) workbook = ear_new_workbook_finish (result, &error);
  EarWindow *window = ear_window_of (GTK_WIDGET (page));

  g_application_release (g_application_get_default ());
  if (page->form == NULL)
    return;
  set_busy (page, FALSE);
  if (workbook == NULL)
    {
      gboolean about_file = g_error_matches (error, EAR_STORE_ERROR, EAR_STORE_ERROR_EXISTS);

      show_problem (page, about_file ? page->file : NULL, error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (page->passphrase), "");
  gtk_editable_set_text (GTK_EDITABLE (page->again), "");
  if (window != NULL && ear_window_get_workbook (window) == NULL)
    ear_window_take_workbook (window, g_steal_pointer (&workbook));
}

static gboolean
check (EarCreatePage *page)
{
  if (is_blank (page->organisation))
    show_problem (page, page->organisation, _ ("Say which organisation records in this workbook. Partners see this name."));
  else if (is_blank (page->laptop))
    show_problem (page, page->laptop, _ ("Give this laptop a name, so that its records can be told from another's."));
  else if (is_blank (page->file))
    show_problem (page, page->file, _ ("Say where the workbook's file goes."));
  else if (*text_of (page->passphrase) == '\0')
    show_problem (page, page->passphrase, _ ("Choose a passphrase. A workbook is always locked."));
  else if (!g_str_equal (text_of (page->passphrase), text_of (page->again)))
    show_problem (page, page->again, _ ("The passphrase is not the same both times. Type it here once more."));
  else
    return TRUE;
  return FALSE;
}

static void
create_cb (EarCreatePage *page)
{
  g_autofree char *path = NULL;

  if (page->busy || !check (page))
    return;
  forget_problem (page);
  set_busy (page, TRUE);
  path = full_path (page);
  /* A window that is closed now must not leave half a workbook. */
  g_application_hold (g_application_get_default ());
  ear_new_workbook_async (path, text_of (page->passphrase), text_of (page->organisation), text_of (page->laptop), created_cb,
                          g_object_ref (page));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarCreatePage) page = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (path != NULL)
    gtk_editable_set_text (GTK_EDITABLE (page->file), path);
}

static void
choose_file_cb (EarCreatePage *page)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *path = full_path (page);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  gtk_file_dialog_set_title (dialog, _ ("Where the workbook goes"));
  gtk_file_dialog_set_initial_file (dialog, file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (ear_window_of (GTK_WIDGET (page))), NULL, file_chosen_cb, g_object_ref (page));
}

/* Enter goes on to the next row; from the last one it makes the workbook. */
static void
next_cb (AdwEntryRow *row, EarCreatePage *page)
{
  GtkWidget *rows[] = { GTK_WIDGET (page->organisation), GTK_WIDGET (page->laptop), GTK_WIDGET (page->file),
                        GTK_WIDGET (page->passphrase), GTK_WIDGET (page->again) };

  for (gsize i = 0; i + 1 < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i] == GTK_WIDGET (row))
        {
          gtk_widget_grab_focus (rows[i + 1]);
          return;
        }
    }
  create_cb (page);
}

static void
ear_create_page_shown (AdwNavigationPage *navigation_page)
{
  gtk_widget_grab_focus (GTK_WIDGET (EAR_CREATE_PAGE (navigation_page)->organisation));
}

static void
ear_create_page_dispose (GObject *object)
{
  EarCreatePage *page = EAR_CREATE_PAGE (object);

  page->wrong = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_CREATE_PAGE);
  g_clear_pointer (&page->suggested, g_free);
  G_OBJECT_CLASS (ear_create_page_parent_class)->dispose (object);
}

static void
ear_create_page_class_init (EarCreatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_create_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = ear_create_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-create-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, form);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, organisation);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, laptop);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, file);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, again);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, hint);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, problem);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, create);
  gtk_widget_class_bind_template_child (widget_class, EarCreatePage, create_stack);
  gtk_widget_class_bind_template_callback (widget_class, organisation_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_problem);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
}

static void
ear_create_page_init (EarCreatePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  gtk_editable_set_text (GTK_EDITABLE (page->laptop), _ ("Laptop 1"));
  suggest_file (page);
}

AdwNavigationPage *
ear_create_page_new (void)
{
  return g_object_new (EAR_TYPE_CREATE_PAGE, NULL);
}
