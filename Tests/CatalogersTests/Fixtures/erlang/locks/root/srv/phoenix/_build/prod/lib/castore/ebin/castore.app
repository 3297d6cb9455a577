{application,castore,[{vsn,"0.1.17"},{description,"Certificates"},{applications,[kernel,stdlib]}]}.
