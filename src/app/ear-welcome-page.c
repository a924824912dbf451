/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-welcome-page.h"

#include <glib/gi18n.h>

#include "ear-new-workbook.h"
#include "ear-outside.h"
#include "ear-state.h"
#include "ear-window.h"

struct _EarWelcomePage
{
  AdwNavigationPage parent_instance;

  GtkBox *choices;
  GtkButton *sample;
  GtkStack *sample_stack; /* "label", "busy" */
  AdwPreferencesGroup *recent;
  GPtrArray *rows;        /* children of recent */
};

G_DEFINE_FINAL_TYPE (EarWelcomePage, ear_welcome_page, ADW_TYPE_NAVIGATION_PAGE)

static void show_recent (EarWelcomePage *page);

static const char *
path_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "path");
}

static void
recent_activated_cb (AdwActionRow *row, EarWelcomePage *page)
{
  g_autoptr (GFile) file = g_file_new_for_path (path_of (GTK_WIDGET (row)));

  ear_window_open_file (ear_window_of (GTK_WIDGET (page)), file);
}

static void
forget_cb (GtkButton *button, EarWelcomePage *page)
{
  ear_state_forget_recent (path_of (GTK_WIDGET (button)));
  show_recent (page);
}

static char *
shown_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *home = g_get_home_dir ();

  if (g_str_has_prefix (folder, home) && (folder[strlen (home)] == '/' || folder[strlen (home)] == '\0'))
    return g_strconcat ("~", folder + strlen (home), NULL);
  return g_steal_pointer (&folder);
}

static GtkWidget *
new_recent_row (EarWelcomePage *page, const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *forget = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *file = ear_outside_file_name (path);
  g_autofree char *folder = shown_folder (path);
  g_autofree char *forget_label = NULL;

  if (g_str_has_suffix (file, ".earshot"))
    file[strlen (file) - strlen (".earshot")] = '\0';
  forget_label = g_strdup_printf (_ ("Take “%s” off this list; the file stays"), file);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), folder);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, path);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  g_object_set_data_full (G_OBJECT (forget), "path", g_strdup (path), g_free);
  gtk_widget_set_valign (forget, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (forget, "flat");
  gtk_widget_set_tooltip_text (forget, forget_label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), forget);
  g_signal_connect (row, "activated", G_CALLBACK (recent_activated_cb), page);
  g_signal_connect (forget, "clicked", G_CALLBACK (forget_cb), page);
  return row;
}

static void
show_recent (EarWelcomePage *page)
{
  g_auto (GStrv) recent = ear_state_get_recent ();

  for (guint i = 0; i < page->rows->len; i++)
    adw_preferences_group_remove (page->recent, page->rows->pdata[i]);
  g_ptr_array_set_size (page->rows, 0);
  for (guint i = 0; recent[i] != NULL; i++)
    {
      GtkWidget *row = new_recent_row (page, recent[i]);

      adw_preferences_group_add (page->recent, row);
      g_ptr_array_add (page->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (page->recent), page->rows->len > 0);
}

static void
sample_opened_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWelcomePage) page = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarWorkbook) workbook = ear_new_workbook_finish (result, &error);
  EarWindow *window = ear_window_of (GTK_WIDGET (page));

  g_application_release (g_application_get_default ());
  if (window == NULL)
    return;
  gtk_stack_set_visible_child_name (page->sample_stack, "label");
  gtk_widget_set_sensitive (GTK_WIDGET (page->choices), TRUE);
  if (workbook == NULL)
    {
      ear_window_show_error (window, _ ("The sample could not be opened"), error);
      return;
    }
  if (ear_window_get_workbook (window) != NULL)
    return;
  ear_window_take_workbook (window, g_steal_pointer (&workbook));
  ear_window_toast (window, _ ("Everything in it is invented"));
}

static void
sample_cb (EarWelcomePage *page)
{
  gtk_stack_set_visible_child_name (page->sample_stack, "busy");
  gtk_widget_set_sensitive (GTK_WIDGET (page->choices), FALSE);
  g_application_hold (g_application_get_default ());
  ear_sample_open_async (sample_opened_cb, g_object_ref (page));
}

static void
ear_welcome_page_showing (AdwNavigationPage *navigation_page)
{
  show_recent (EAR_WELCOME_PAGE (navigation_page));
}

/* The list may have grown while a workbook was open. */
static void
ear_welcome_page_map (GtkWidget *widget)
{
  show_recent (EAR_WELCOME_PAGE (widget));
  GTK_WIDGET_CLASS (ear_welcome_page_parent_class)->map (widget);
}

static void
ear_welcome_page_dispose (GObject *object)
{
  EarWelcomePage *page = EAR_WELCOME_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_WELCOME_PAGE);
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_welcome_page_parent_class)->dispose (object);
}

static void
ear_welcome_page_class_init (EarWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_welcome_page_dispose;
  widget_class->map = ear_welcome_page_map;
  ADW_NAVIGATION_PAGE_CLASS (klass)->showing = ear_welcome_page_showing;

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarWelcomePage, choices);
  gtk_widget_class_bind_template_child (widget_class, EarWelcomePage, sample);
  gtk_widget_class_bind_template_child (widget_class, EarWelcomePage, sample_stack);
  gtk_widget_class_bind_template_child (widget_class, EarWelcomePage, recent);
  gtk_widget_class_bind_template_callback (widget_class, sample_cb);
}

/* With large text a choice takes two lines rather than more room than the narrowest window has. */
static void
wrap_labels (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_justify (GTK_LABEL (widget), GTK_JUSTIFY_CENTER);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    wrap_labels (child);
}

static void
ear_welcome_page_init (EarWelcomePage *page)
{
  page->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (page));
  wrap_labels (GTK_WIDGET (page->choices));
}
