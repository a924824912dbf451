/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-unlock-page.h"

#include <glib/gi18n.h>

#include "ear-new-workbook.h"
#include "ear-outside.h"
#include "ear-problem.h"
#include "ear-window.h"

struct _EarUnlockPage
{
  AdwNavigationPage parent_instance;

  AdwStatusPage *status;
  AdwPasswordEntryRow *passphrase;
  GtkLabel *problem;
  GtkButton *unlock;
  GtkStack *unlock_stack; /* "label", "busy" */

  char *path;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (EarUnlockPage, ear_unlock_page, ADW_TYPE_NAVIGATION_PAGE)

static void
set_busy (EarUnlockPage *page, gboolean busy)
{
  page->busy = busy;
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (page), !busy);
  gtk_stack_set_visible_child_name (page->unlock_stack, busy ? "busy" : "label");
  gtk_editable_set_editable (GTK_EDITABLE (page->passphrase), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (page->unlock), !busy);
}

/* What was typed stays, selected, so that it can be looked at, mended or typed over. */
static void
show_problem (EarUnlockPage *page, const char *message)
{
  ear_problem_show (page->problem, message);
  /* The label says why. */
  ear_problem_mark (page->passphrase, message == NULL ? NULL : "");
  if (message == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (page->passphrase));
  gtk_editable_select_region (GTK_EDITABLE (page->passphrase), 0, -1);
}

static void
opened_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarUnlockPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarWorkbook) workbook = ear_workbook_open_finish (result, &error);
  EarWindow *window = ear_window_of (GTK_WIDGET (page));

  if (page->status == NULL)
    return;
  set_busy (page, FALSE);
  /* Another workbook was opened meanwhile, or the window is gone: this one closes again with the last reference. */
  if (window == NULL || ear_window_get_workbook (window) != NULL)
    return;
  if (workbook == NULL)
    {
      show_problem (page, error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (page->passphrase), "");
  ear_window_take_workbook (window, g_steal_pointer (&workbook));
}

static void
unlock_cb (EarUnlockPage *page)
{
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (page->passphrase));

  if (page->busy)
    return;
  if (*passphrase == '\0')
    {
      show_problem (page, _ ("Type the passphrase of this workbook."));
      return;
    }
  show_problem (page, NULL);
  set_busy (page, TRUE);
  ear_workbook_open_async (page->path, passphrase, NULL, opened_cb, g_object_ref (page));
}

static void
changed_cb (EarUnlockPage *page)
{
  if (gtk_widget_get_visible (GTK_WIDGET (page->problem)))
    show_problem (page, NULL);
}

static void
ear_unlock_page_shown (AdwNavigationPage *navigation_page)
{
  gtk_widget_grab_focus (GTK_WIDGET (EAR_UNLOCK_PAGE (navigation_page)->passphrase));
}

static void
ear_unlock_page_dispose (GObject *object)
{
  EarUnlockPage *page = EAR_UNLOCK_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_UNLOCK_PAGE);
  g_clear_pointer (&page->path, g_free);
  G_OBJECT_CLASS (ear_unlock_page_parent_class)->dispose (object);
}

static void
ear_unlock_page_class_init (EarUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_unlock_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = ear_unlock_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-unlock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarUnlockPage, status);
  gtk_widget_class_bind_template_child (widget_class, EarUnlockPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, EarUnlockPage, problem);
  gtk_widget_class_bind_template_child (widget_class, EarUnlockPage, unlock);
  gtk_widget_class_bind_template_child (widget_class, EarUnlockPage, unlock_stack);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
ear_unlock_page_init (EarUnlockPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}

/**
 * ear_unlock_page_new:
 * @path: the workbook's file
 *
 * Returns: (transfer floating): the page.
 */
AdwNavigationPage *
ear_unlock_page_new (const char *path)
{
  EarUnlockPage *page = g_object_new (EAR_TYPE_UNLOCK_PAGE, NULL);
  g_autofree char *file = ear_outside_file_name (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *sample = ear_sample_path ();

  page->path = g_strdup (path);
  if (g_str_has_suffix (file, ".earshot"))
    file[strlen (file) - strlen (".earshot")] = '\0';
  adw_status_page_set_title (page->status, file);
  if (g_str_equal (path, sample))
    adw_status_page_set_description (page->status, _ ("Invented conversations to try things out. The passphrase is “sample”."));
  else
    {
      g_autofree char *escaped = g_markup_escape_text (shown, -1);

      adw_status_page_set_description (page->status, escaped);
    }
  return ADW_NAVIGATION_PAGE (page);
}
